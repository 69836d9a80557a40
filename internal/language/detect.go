package language

import (
	"math"
	"math/bits"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/float"
)

// Result is what a text is in.
type Result struct {
	Language string  // ISO 639-1, else 639-3; Undetermined where none stands out
	Script   Script  // of most letters; None where there are none
	Score    float64 // 0 to 1 in steps of 0.001: how likely the language is, times the share of its script
}

// Detector holds what detections reuse; it belongs to one goroutine at a time.
type Detector struct {
	m      *Model
	cache  cache
	word   word
	hashes []uint32
	found  []*[dims]byte
	tally  [scripts]tally
}

// tally is what was seen of one script.
type tally struct {
	letters, parts int64
	sum            [dims]int64
	waiting        lanes // to be added to sum
	waits          int64 // of how many parts
}

// add adds the rows of n parts.
func (t *tally) add(l *lanes, n int64) {
	if t.waits+n > maxParts {
		t.settle()
	}
	t.waiting.join(l)
	t.waits += n
	t.parts += n
}

// settle brings the sum up to date.
func (t *tally) settle() {
	t.waiting.into(&t.sum, t.waits)
	t.waits = 0
}

// NewDetector returns a Detector of m.
func (m *Model) NewDetector() *Detector { return &Detector{m: m} }

// Reset forgets what was added.
func (d *Detector) Reset() {
	for s := range d.tally {
		if d.tally[s].letters > 0 {
			d.tally[s] = tally{}
		}
	}
}

// Detect says what one text is in.
func (d *Detector) Detect(text string) Result {
	d.Reset()
	d.Add(text)
	return d.Result()
}

// letter marks the bytes that words are made of: letters of ASCII and all bytes beyond it.
var letter = func() (t [256]bool) {
	for b := range t {
		t[b] = b >= 0x80 || 'a' <= b|0x20 && b|0x20 <= 'z'
	}
	return t
}()

// beside marks what stands beside words of addresses, names of files and code.
var beside = [256]bool{'/': true, '\\': true, '@': true, '_': true, '=': true, '0': true, '1': true, '2': true, '3': true, '4': true,
	'5': true, '6': true, '7': true, '8': true, '9': true, '#': true, '&': true, '%': true, '$': true}

// Add reads a part of a text. It must not end inside a character.
func (d *Detector) Add(text string) {
	for i := 0; i < len(text); {
		if !letter[text[i]] {
			i++
			continue
		}
		start, h, all := i, uint64(hashBasis), byte(0)
		for i < len(text) && letter[text[i]] {
			h = (h ^ uint64(text[i])) * 0x100000001b3
			all |= text[i]
			i++
		}
		if all >= utf8.RuneSelf || !inCode(text, start, i) {
			d.token(text[start:i], h)
		}
	}
}

// inCode says whether the letters of ASCII in text[start:end] are a part of an address, of the name of a file or of code.
func inCode(text string, start, end int) bool {
	return start > 0 && (beside[text[start-1]] || text[start-1] == '.') || end < len(text) && (beside[text[end]] || text[end] == '(')
}

// token adds the words of a run of letters.
func (d *Detector) token(s string, h uint64) {
	if len(s) > maxCached {
		d.word.split(s, d.addWord)
		return
	}
	e := d.cache.get(s, h)
	if e == nil {
		e = d.cache.put(s, h)
		d.fill(e, s)
	}
	if e.script == mixed {
		d.word.split(s, d.addWord)
		return
	}
	t := &d.tally[e.script]
	t.letters += int64(e.letters)
	if e.parts > 0 {
		t.add(&e.lanes, int64(e.parts))
	}
}

// fill works out what a token says, for the cache.
func (d *Detector) fill(e *entry, s string) {
	d.word.split(s, func(w *word) {
		if e.script != None && e.script != w.script {
			e.script = mixed
			return
		}
		e.script = w.script
		e.letters += uint16(w.letters())
		e.parts += uint16(d.rows(w, &e.lanes))
	})
}

// addWord adds a word past the cache.
func (d *Detector) addWord(w *word) {
	var l lanes
	t := &d.tally[w.script]
	t.letters += int64(w.letters())
	if n := d.rows(w, &l); n > 0 {
		t.add(&l, n)
	}
}

// rows adds the rows of the parts of a word and returns how many there are.
func (d *Detector) rows(w *word, l *lanes) (n int64) {
	g := d.m.groups[w.script]
	if g == nil {
		return 0
	}
	d.hashes, d.found = w.grams(d.hashes[:0]), d.found[:0]
	for _, h := range d.hashes {
		if row := g.row(h); row != nil {
			d.found = append(d.found, row)
		}
	}
	l.addAll(d.found)
	return int64(len(d.found))
}

// row returns the row of the part with the given hash, nil where the model has none.
func (g *group) row(h uint32) *[dims]byte {
	b := h >> g.shift
	if g.checks[b] != check(h, g.shift) {
		return nil
	}
	return (*[dims]byte)(g.rows[int(b)*dims:])
}

// check is what tells the parts of one bucket apart; 0 is an empty one.
func check(h uint32, shift uint) uint16 { return max(1, uint16(h&(1<<shift-1))) }

// Result says what was added is in.
func (d *Detector) Result() Result {
	script, share := d.script()
	switch {
	case script == None || script == OtherScript:
		return Result{Undetermined, script, 0}
	case only[script] != "":
		n := d.tally[script].letters // a letter or two may be a sign of mathematics
		return Result{only[script], script, round(float64(share * (float64(n) / float64(n+1))))}
	}
	code, p := d.m.groups[script].decide(&d.tally[script])
	return Result{code, script, round(float64(share * p))}
}

// script returns the script of most letters and its share of all. Kana among ideographs say Japanese for both.
func (d *Detector) script() (most Script, share float64) {
	han, kana := &d.tally[Han], &d.tally[Kana]
	japanese := kana.letters*10 > han.letters && kana.letters > 0
	best, total := int64(0), int64(0)
	for s := range scripts {
		n := d.tally[s].letters * int64(s.weight())
		switch {
		case japanese && s == Han:
			n = 0
		case japanese && s == Kana:
			n += han.letters * int64(Han.weight())
		}
		total += n
		if n > best {
			best, most = n, s
		}
	}
	if best == 0 {
		return None, 0
	}
	return most, float64(best) / float64(total)
}

// decide returns the likeliest language of a group and how likely it is.
func (g *group) decide(t *tally) (code string, p float64) {
	if t.parts == 0 {
		return Undetermined, 0
	}
	t.settle()
	var scores [maxLanguages]int64
	best := 0
	for l := range g.languages {
		out, sum := g.outputs[l*dims:][:dims], int64(g.bias[l])*t.parts
		for i, x := range out {
			sum += int64(x) * t.sum[i]
		}
		if scores[l] = sum; sum > scores[best] {
			best = l
		}
	}
	cool := g.cool[min(bits.Len64(uint64(t.parts)), coolings)-1]
	unit := float64(float64(g.scale/float64(t.parts)) * (1024 / float64(cool)))
	sum := 0.0
	for l := range g.languages {
		sum += float.Exp(float64(float64(scores[l]-scores[best]) * unit))
	}
	if g.languages[best] == other {
		return Undetermined, 1 / sum
	}
	return g.languages[best], 1 / sum
}

// maxLanguages bounds the languages of a script.
const maxLanguages = 256

// round gives steps of 0.001, so that no last bit of a logarithm reaches a file.
func round(p float64) float64 { return math.Floor(float64(p*1000)+0.5) / 1000 }
