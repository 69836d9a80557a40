package label

import (
	"strings"

	"github.com/tamis-data/tamis/internal/text"
)

// sound is how a word begins when it is read aloud.
type sound uint8

const (
	eitherSound sound = iota
	vowelSound
	consonantSound
)

// article takes a before a vowel's sound and an before a consonant's.
func (r *reader) article(i int, v uint64) {
	if v&(isA|isAn) == 0 || !r.articled(i) {
		return
	}
	w := &r.words[i]
	if end := numberEnd(r.s, w.end); end > 0 {
		if wrongArticle(v, numberSound(r.s[w.end+1:end])) {
			r.note(sign{start: uint32(w.start), end: uint32(end), kind: articleSign})
		}
		return
	}
	if i+1 >= len(r.words) || r.words[i+1].gap != gapSpace || r.grade(i+1)&isShort != 0 && r.words[i+1].shape == text.Small {
		return
	}
	next := &r.words[i+1]
	if r.s[next.start-1] != ' ' || next.start != w.end+1 || v&isAn != 0 && w.shape == text.Title && next.shape == text.Title && !r.head {
		return // An Lushan
	}
	if next.end < len(r.s) && r.s[next.end] >= '0' && r.s[next.end] <= '9' {
		return
	}
	sound := r.soundOf(next)
	old := sound == consonantSound && strings.IndexByte("hu", r.s[next.start]|0x20) >= 0
	if old && v&isA != 0 {
		r.modern++
	}
	switch {
	case !wrongArticle(v, sound) || len(r.words) == 2 && !ended(r.s[w.start:r.lineEnd]): // of "A int" nothing says that it is a phrase
	case old:
		r.archaic++
		r.note(sign{start: uint32(w.start), end: uint32(next.end), kind: articleSign, hash: archaicArticle})
	default:
		r.sign(articleSign, i, 2)
	}
}

// archaicArticle marks an before an h or a long u, as it was written once.
const archaicArticle = 1

// articled says whether the letter is an article: not that of "Plan A", of "vitamin-a" or "a/an".
func (r *reader) articled(i int) bool {
	w := &r.words[i]
	if w.gap == gapHyphen || w.gap == gapApostrophe || w.gap == gapStop || w.start > 0 && strings.IndexByte(" \n\t\"'([", r.s[w.start-1]) < 0 && r.s[w.start-1] < 0x80 {
		return false
	}
	if w.shape == text.Small {
		return true
	}
	return i == 0 || w.gap == gapDigits && w.start > 1 && r.s[w.start-2] == '.' || w.gap != gapDigits && sentenceStart(r.s, r.words, i) || r.head && i > 0 && r.words[i-1].shape == text.Small
}

func wrongArticle(v uint64, s sound) bool {
	return v&isA != 0 && s == vowelSound || v&isAn != 0 && s == consonantSound
}

// numberEnd returns the end of the number that stands one space behind a place, 0 where none does.
func numberEnd(s string, at int) int {
	if at+1 >= len(s) || s[at] != ' ' || s[at+1] < '0' || s[at+1] > '9' {
		return 0
	}
	i := at + 1
	for i < len(s) && (s[i] >= '0' && s[i] <= '9' || s[i] == ',' && i+1 < len(s) && s[i+1] >= '0' && s[i+1] <= '9') {
		i++
	}
	return i
}

// numberSound says how a number begins: eight, eleven and eighteen with a vowel.
func numberSound(n string) sound {
	head, _, grouped := strings.Cut(n, ",")
	if n[0] == '8' {
		return vowelSound
	}
	if strings.HasPrefix(head, "11") || strings.HasPrefix(head, "18") {
		switch {
		case len(head) == 2:
			return vowelSound
		case !grouped && len(head) > 2:
			return eitherSound // eighteen hundred, one thousand eight hundred
		}
	}
	return consonantSound
}

// soundOf says how a word begins.
func (r *reader) soundOf(w *word) sound {
	said := r.s[w.start:w.end]
	if said[0] >= 0x80 || w.shape == text.Uncased {
		return eitherSound
	}
	switch {
	case len(said) == 1 && (w.end >= len(r.s) || r.s[w.end] != '\''):
		return letterSound(said[0])
	case w.shape == text.Upper:
		if !r.capitals {
			return eitherSound
		}
		return acronymSound(said)
	case w.shape == text.Mixed && (said[0] >= 'a' || said[1] < 'a'):
		return eitherSound // iPhone, mRNA, HDs
	}
	return wordSound(said, w.shape)
}

// letterSound says how the name of a letter begins: an F, a U.
func letterSound(c byte) sound {
	if strings.IndexByte("aefhilmnorsx", c|0x20) >= 0 {
		return vowelSound
	}
	return consonantSound
}

// acronymSound says how capitals are read: by their letters, or as a word where they can be one.
func acronymSound(said string) sound {
	letters := letterSound(said[0])
	asWord := consonantSound
	if vowel(said[0]) {
		asWord = vowelSound
	}
	if letters == asWord {
		return letters
	}
	if len(said) > 3 || len(said) == 3 && vowel(said[1]) && !vowel(said[2]) {
		return eitherSound // NATO, RAM
	}
	return letters
}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c|0x20) >= 0 }

// Beginnings of words that sound otherwise than their first letter says; the longest one that fits counts.
var (
	soundsConsonant = strings.Fields(`eu ew uni unidi unimod unanim unesco one once usa use usu usur uta ute uti uto ura ure uri uro uru ubi ukr uku uga uly uv uyg uig ouija`)
	soundsVowel     = strings.Fields(`hour honest honor honour heir euler unin unim unid unill uniss unir onei oner yt`)
	soundsEither    = strings.Fields(`herb histor hotel habit hero hyster horrif hallucin hispan hilar oax oua uid uint uui udp usb url utf ui ux`)
)

// spelled says whether a word begins with consonants that English does not begin with, so that it may be read letter by letter.
func spelled(low []byte) bool {
	if len(low) < 2 || vowel(low[1]) {
		return false
	}
	switch low[0] {
	case 'f', 'h', 'l', 'm', 'n', 'r', 'x':
		return strings.IndexByte("lry", low[1]) < 0 && !(low[0] == 'r' && low[1] == 'h')
	case 's':
		return strings.IndexByte("chklmnpqtvwyr", low[1]) < 0
	}
	return false
}

// wordSound says how a word in small letters or with one capital begins.
func wordSound(said string, shape text.Shape) sound {
	var buf [12]byte
	low := buf[:copy(buf[:], said)]
	for i, c := range low {
		if c < 'a' {
			low[i] = c | 0x20
		}
	}
	best, kind := 0, eitherSound
	for _, list := range [...]struct {
		starts []string
		kind   sound
	}{{soundsConsonant, consonantSound}, {soundsVowel, vowelSound}, {soundsEither, eitherSound}} {
		for _, start := range list.starts {
			if len(start) > best && len(start) <= len(low) && string(low[:len(start)]) == start {
				best, kind = len(start), list.kind
			}
		}
	}
	switch {
	case best > 1:
		return kind
	case vowel(low[0]):
		return vowelSound
	case spelled(low):
		return eitherSound // mspan, rwmutex
	case low[0] == 'h' && shape != text.Small:
		return eitherSound // Hermès
	}
	return consonantSound
}
