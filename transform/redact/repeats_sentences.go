package redact

import (
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/schema"
)

// repeatedSentences fills e with the sentences of s that stood in it before, word for word.
func (r *repeater) repeatedSentences(s string, e *schema.Edits) {
	r.s = s
	r.split()
	r.markCode()
	seen := map[[2]uint32]bool{}
	for i := range r.units {
		if u := &r.units[i]; u.form&(formShort|formFixed) == 0 {
			r.sentencesOf(int(u.start), int(u.end), seen, e)
		}
	}
}

// sentencesOf looks at the sentences in [at,end).
func (r *repeater) sentencesOf(at, end int, seen map[[2]uint32]bool, e *schema.Edits) {
	for start := at; at < end; at = start {
		start = sentenceEnd(r.s, at, end)
		x := &r.aligner
		x.a = appendWords(x.a[:0], r.s[at:start])
		if said(x.a) < r.minWords {
			continue
		}
		key := wordsKey(x.a)
		if seen[key] {
			e.Replace(at, start, r.masks[repeatSentence], repeatSentence)
		}
		seen[key] = true
	}
}

// wordsKey is what sentences are equal by: 64 bits of their words and their number.
func wordsKey(ws []copied) [2]uint32 {
	h := uint64(len(ws))
	for i := range ws {
		h = (h ^ uint64(ws[i].hash)) * mix1
		h ^= h >> 29
	}
	return [2]uint32{uint32(h >> 32), uint32(h)}
}

// sentenceEnd returns where the sentence that begins at a place ends, with the blanks behind it.
func sentenceEnd(s string, at, end int) int {
	for i := at; i < end; {
		if c := s[i]; c < 0x80 && c != '.' && c != '!' && c != '?' {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case strings.ContainsRune("。！？", r):
			return i
		case strings.ContainsRune(".!?…।۔؟", r) && i < end && s[i] == ' ':
			for i < end && s[i] == ' ' {
				i++
			}
			return i
		}
	}
	return end
}
