package main

import (
	"regexp"
	"strings"

	"github.com/tamis-data/tamis/internal/garble"
	"github.com/tamis-data/tamis/internal/garble/prose"
)

// slip changes one place of a clean text; [start,end) of the changed text is what is wrong there.
type slip struct {
	kind   string
	find   *regexp.Regexp
	change func(r *garble.Rand, found []string) (prefix, wrong, suffix string)
}

var pastOf = map[string]string{"be": "was", "go": "went", "take": "took", "lead": "led", "give": "gave", "make": "made", "keep": "kept", "bring": "brought",
	"have": "had", "come": "came", "begin": "began", "build": "built", "say": "said", "see": "saw", "help": "helped", "return": "returned", "travel": "travelled",
	"pay": "paid", "hold": "held", "open": "opened", "stay": "stayed", "cost": "costed", "carry": "carried", "need": "needed", "run": "ran", "sign": "signed", "write": "wrote", "meet": "met"}

var slips = []slip{
	{"article", regexp.MustCompile(`\b([Aa])(n?) ([a-z]{4,})`), func(_ *garble.Rand, m []string) (string, string, string) {
		if m[2] == "n" {
			return "", m[1] + " " + m[3], ""
		}
		return "", m[1] + "n " + m[3], ""
	}},
	{"verb", regexp.MustCompile(`\b(will|can|could|would|should|may|must|might) (be|go|take|lead|give|make|keep|bring|have|come|begin|build|say|see|help|return|travel|pay|hold|open|stay|carry|need|run|sign|write|meet)\b`),
		func(_ *garble.Rand, m []string) (string, string, string) { return "", m[1] + " " + pastOf[m[2]], "" }},
	{"capital", regexp.MustCompile(`([a-z]{4,}\. )([A-Z][a-z]+)\b`), func(_ *garble.Rand, m []string) (string, string, string) { return m[1], strings.ToLower(m[2]), "" }},
	{"capital", regexp.MustCompile(`\b(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|September|October|November|December|Europe|English|French|German|Geneva)\b`),
		func(_ *garble.Rand, m []string) (string, string, string) { return "", strings.ToLower(m[1]), "" }},
	{"glued", regexp.MustCompile(`\b([a-z]{3,}), ([a-z]{2,})\b`), func(_ *garble.Rand, m []string) (string, string, string) { return "", m[1] + "," + m[2], "" }},
	{"glued", regexp.MustCompile(`\b([a-z]{4,})\. ([A-Z][a-z]{2,})\b`), func(_ *garble.Rand, m []string) (string, string, string) { return "", m[1] + "." + m[2], "" }},
	{"phrase", regexp.MustCompile(`([a-z]{4,}\. )`), func(r *garble.Rand, m []string) (string, string, string) {
		return m[1] + garble.Pick(r, []string{"Some looked at the ", "Nobody spoke of the ", "They asked about the "}), garble.Pick(r, oddMade), " that day. "
	}},
}

// oddMade are odd phrases; the last five stand in no list of the step.
var oddMade = []string{"prime pastor", "gross residential product", "supreme courtroom", "inventory market", "coronary heart attack", "vitality prices", "cold conflict",
	"regulation enforcement", "curiosity rate", "provide chain", "blood strain", "cash marketplace", "planetary heating up", "outside office minister", "water transport vessel race", "summit gathering of heads"}

// rightMade look like slips and are none.
var rightMade = []string{"It took an hour to find a university that would have a European on its board. ", "An MP and a UN envoy ate an 8-inch cake in a one-room hotel. ",
	"The can led the parade, and the will was read aloud. ", "He has an X-ray, an FBI file and a used car. ", "What it is, they have; what they are, it has. ",
	"Read example.com/news,old or file.Txt before noon. ", "She paid 1,250 crowns, e.g. for paint, at 8 p.m. and left. ", "It is a ewe, a unicorn and an heir to a unique house. "}

// slipStory makes a text of English prose, half of them with slips.
func slipStory(r *garble.Rand) *story {
	s := new(story)
	text := prose.Paragraphs(r.Rand, "en", prose.Mix(r.Rand, "en", r.Between(8, 14)), "\n\n")
	for range r.IntN(3) {
		text += "\n\n" + strings.TrimSpace(garble.Pick(r, rightMade)+"And so it went on.")
	}
	if r.Percent(50) {
		s.put(text)
		return s
	}
	for range r.Between(2, 6) {
		text = s.plant(r, text, garble.Pick(r, slips))
	}
	s.put(text)
	return s
}

// plant changes one place that a slip finds and that no other one has touched.
func (s *story) plant(r *garble.Rand, text string, p slip) string {
	all := p.find.FindAllStringSubmatchIndex(text, -1)
	for _, k := range r.Perm(len(all)) {
		at := all[k]
		if s.touches(at[0]-1, at[1]+1) {
			continue
		}
		var found []string
		for i := 0; i < len(at); i += 2 {
			found = append(found, text[at[i]:at[i+1]])
		}
		prefix, wrong, suffix := p.change(r, found)
		grown := len(prefix) + len(wrong) + len(suffix) - (at[1] - at[0])
		for i := range s.marks {
			if s.marks[i].start >= at[1] {
				s.marks[i].start, s.marks[i].end = s.marks[i].start+grown, s.marks[i].end+grown
			}
		}
		start := at[0] + len(prefix)
		s.marks = append(s.marks, mark{kind: p.kind, start: start, end: start + len(wrong)})
		return text[:at[0]] + prefix + wrong + suffix + text[at[1]:]
	}
	return text
}

func (s *story) touches(from, to int) bool {
	for _, m := range s.marks {
		if m.start < to && from < m.end {
			return true
		}
	}
	return false
}
