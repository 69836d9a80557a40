package label

import (
	"math"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/fasttext"
	"github.com/tamis-data/tamis/internal/language"
	"github.com/tamis-data/tamis/transform"
)

// verdict is what a text is in; score counts thousandths.
type verdict struct {
	language, script string
	score            int64
}

// judge says what the texts added since the last result are in. One belongs to one goroutine at a time.
type judge struct {
	of       *judges
	detector *language.Detector
	asked    *fasttext.Predictor // nil: the detector decides
	one      string              // for asked: what was added, where it is one piece
	text     []byte              // and where there are more
	found    []fasttext.Prediction
}

// judges makes judges of one model and keeps them from document to document.
type judges struct {
	model  *language.Model
	asked  *fasttext.Model
	names  []string // of the labels of asked
	least  int64
	script bool
	free   sync.Pool
}

func newJudges(a transform.Args) (*judges, error) {
	js := &judges{model: language.Default(), least: thousandths(a.Float("min_score")), script: a.String("by") == "script"}
	if !a.Has("model") {
		return js, nil
	}
	m, err := fasttext.Load(a.Bytes("model"))
	if err != nil {
		return nil, transform.BadFile("model", err)
	}
	js.asked = m
	for _, label := range m.Labels() {
		js.names = append(js.names, languageOf(label))
	}
	return js, nil
}

func thousandths(p float64) int64 { return int64(math.Floor(float64(p*1000) + 0.5)) }

func (js *judges) get() *judge {
	if j, ok := js.free.Get().(*judge); ok {
		return j
	}
	j := &judge{of: js, detector: js.model.NewDetector()}
	if js.asked != nil {
		j.asked = js.asked.NewPredictor()
	}
	return j
}

func (js *judges) put(j *judge) { js.free.Put(j) }

// add takes in a text, or a sample of it.
func (j *judge) add(text string, sample int) {
	pieces(text, sample, func(s string) {
		if j.asked == nil || j.of.script {
			j.detector.Add(s)
		}
		if j.asked != nil {
			j.keep(s)
		}
	})
}

// keep puts a piece behind the others; one alone is not copied.
func (j *judge) keep(s string) {
	if j.one == "" && len(j.text) == 0 {
		j.one = s
		return
	}
	if len(j.text) == 0 {
		j.text = append(j.text, j.one...)
	}
	j.text = append(append(j.text, '\n'), s...)
}

// result says what was added, and begins anew.
func (j *judge) result() verdict {
	got := j.detector.Result()
	j.detector.Reset()
	v := verdict{got.Language, got.Script.String(), thousandths(got.Score)}
	if j.asked != nil {
		v.language, v.score = j.ask()
	}
	if v.score < j.of.least || v.language == "" {
		v.language = language.Undetermined
	}
	return v
}

// ask lets the fastText model decide. A text without a word gets no language: the model would have one for it.
func (j *judge) ask() (string, int64) {
	text := j.one
	if len(j.text) > 0 {
		text = string(j.text)
	}
	j.one, j.text = "", j.text[:0]
	if strings.TrimSpace(text) == "" {
		return language.Undetermined, 0
	}
	j.found = j.asked.Predict(text, 1, 0, j.found[:0])
	if len(j.found) == 0 {
		return language.Undetermined, 0
	}
	// Adding 10^-5 before the logarithm makes some probabilities of fastText more than 1.
	return j.of.names[j.found[0].Label], min(1000, thousandths(float64(j.found[0].Probability)))
}

// withScript is a code of a language with that of a script behind it.
var withScript = regexp.MustCompile(`^([a-z]{2,3})_[A-Z][a-z]{3}$`)

// languageOf takes the code out of a label, as `__label__en` and `__label__eng_Latn`.
func languageOf(label string) string {
	code := strings.TrimPrefix(label, "__label__")
	if parts := withScript.FindStringSubmatch(code); parts != nil {
		code = parts[1]
	}
	if short := language.Short(code); short != "" {
		return short
	}
	return code
}

// samplePieces is how many pieces a sample has: a text of several languages is met in most of them.
const samplePieces = 16

// pieces hands over a text, or pieces of it that are evenly spread and begin and end at white space where there is some
// nearby.
func pieces(text string, sample int, each func(string)) {
	if sample == 0 || len(text) <= sample {
		each(text)
		return
	}
	size := max(sample/samplePieces, 1)
	for i := range samplePieces {
		at := int(int64(len(text)-size) * int64(i) / (samplePieces - 1))
		start, end := border(text, at), border(text, at+size)
		if start < end {
			each(text[start:end])
		}
	}
}

// nearby is how far behind a place white space is looked for.
const nearby = 48

// border returns the place behind the next white space, else the begin of a character at or behind at.
func border(text string, at int) int {
	if at == 0 || at >= len(text) {
		return min(at, len(text))
	}
	if i := strings.IndexAny(text[at-1:min(at+nearby, len(text))], " \n\t\r"); i >= 0 {
		return at + i
	}
	for at < len(text) && !utf8.RuneStart(text[at]) {
		at++
	}
	return at
}
