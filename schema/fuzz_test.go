package schema

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzTable holds the table against the oracle: script says, byte by byte, what the steps do.
func FuzzTable(f *testing.F) {
	f.Add("by <a@b.c>, 1999", []byte{0, 3, 7, 0, 0, 1, 0, 1, 1, 2})
	f.Add("e\u0301 ﬁ 漢😀\u200b", []byte{9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14})
	f.Add("", []byte{1, 0, 0, 5, 1, 1, 0, 0, 0})
	f.Fuzz(func(t *testing.T, text string, script []byte) {
		if !utf8.ValidString(text) || len(text) > 200 || len(script) > 400 {
			return
		}
		s := scripted{text: text, script: script, l: layoutOf(8)}
		for i := range s.l.Steps {
			s.l.Steps[i].Private = s.byte()%4 == 0
		}
		s.run(t)
	})
}

type scripted struct {
	text   string
	script []byte
	l      *Layout
}

func (s *scripted) byte() int {
	if len(s.script) == 0 {
		return 0
	}
	c := s.script[0]
	s.script = s.script[1:]
	return int(c)
}

func (s *scripted) run(t *testing.T) {
	w, o := worldOf(s.text, s.l), newOracle(s.text)
	for step := 0; step < len(s.l.Steps) && len(s.script) > 0; step++ {
		list := s.changes(w.doc.Text())
		w.must(t, step, list...)
		o.apply(list, step, s.l.Steps[step].Private)
		if !w.agrees(t, o) || !w.throughDisk(t) {
			return
		}
	}
	if replayHolds(t, s.text, w.doc.Text(), w.rows()) {
		w.maskHolds(t, o)
	}
}

// changes reads four bytes an edit: how far on, how much goes, what comes, of which kind.
func (s *scripted) changes(text string) (list []change) {
	places := borders(text)
	at := 0
	for n := s.byte() % 8; n > 0; n-- {
		at += s.byte() % 6
		if at >= len(places) {
			break
		}
		end := min(at+s.byte()%4, len(places)-1)
		with := strings.Join(slices.Repeat([]string{alphabet[s.byte()%len(alphabet)]}, s.byte()%3), "")
		list = append(list, change{places[at], places[end], with, s.byte() % 3})
		at = end
	}
	return list
}
