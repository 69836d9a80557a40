package redact

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// lexicon holds the lists as one tree over folded bytes.
type lexicon struct {
	nodes []lexNode
	first [256]int32 // child of the root by byte, 0 for none
	// sure and weak say whether a word that begins with four bytes may be one that makes a text worth a
	// look: sure in any text, weak in a short one.
	sure, weak anchors
}

// anchors is a set of hashes of four bytes: 16 KiB.
type anchors [1 << 11]uint64

func (a *anchors) has(h uint32) bool { return a[h>>6]>>(h&63)&1 != 0 }

// lexNode is a node of the tree; children are a list of siblings.
type lexNode struct {
	child, next int32
	exact, stem wordSense // of what ends here; of what begins so
	key         byte
}

// sureSenses make a long text worth a look, all others but the common ones a short one.
const (
	sureSenses   = senseCookie | senseLegal | senseTech | senseShare | senseNet | senseSubscribe | senseLetter | senseSign | sensePay | senseNavSure | senseMore | senseAlso | senseRelated | senseAd | senseApp | senseRights | senseSource | senseMadeBy | senseOrigin | senseDisclaim
	commonSenses = senseGlue | sensePage | senseMonth | senseData | senseRole | senseLead | senseOnly | senseReader | pairSenses

	// pairSenses say nothing alone.
	pairSenses = senseMove | sensePlace | senseOther | senseContent | senseSite
)

var theLexicon = sync.OnceValue(makeLexicon)

func makeLexicon() *lexicon {
	lex := &lexicon{nodes: make([]lexNode, 1, 1<<16)}
	for _, lists := range []map[wordSense]string{senseLists, siteLists, articleLists, plainLists, labelLists, pairLists} {
		for _, sense := range slices.Sorted(maps.Keys(lists)) {
			for _, entry := range strings.Fields(lists[sense]) {
				lex.add(entry, sense)
			}
		}
	}
	return lex
}

// add enters a phrase. What is written in Hangul takes any ending: particles are hung to it.
func (lex *lexicon) add(entry string, sense wordSense) {
	phrase, stem := strings.CutSuffix(entry, "*")
	last, _ := utf8.DecodeLastRuneInString(phrase)
	phrase = strings.NewReplacer("_", " ", "*", "").Replace(phrase)
	lex.anchor(phrase, sense)
	at := int32(0)
	for _, b := range []byte(foldedWords(phrase)) {
		at = lex.step(at, b, true)
	}
	if stem || unicode.Is(unicode.Hangul, last) {
		lex.nodes[at].stem |= sense
		return
	}
	lex.nodes[at].exact |= sense
}

// step returns the child of a node, made where it is not there yet and grow says so; 0 for none.
func (lex *lexicon) step(at int32, b byte, grow bool) int32 {
	child := lex.nodes[at].child
	if at == 0 {
		child = lex.first[b]
	}
	for child != 0 && lex.nodes[child].key != b {
		child = lex.nodes[child].next
	}
	if child != 0 || !grow {
		return child
	}
	child = int32(len(lex.nodes))
	n := lexNode{key: b}
	if at == 0 {
		lex.first[b] = child
	} else {
		n.next, lex.nodes[at].child = lex.nodes[at].child, child
	}
	lex.nodes = append(lex.nodes, n)
	return child
}

// anchor notes the first bytes of a phrase as people write them: small, with a capital, in capitals,
// with and without accents.
func (lex *lexicon) anchor(phrase string, sense wordSense) {
	if sense&commonSenses == sense {
		return
	}
	for _, form := range []string{phrase, strings.ToUpper(phrase), strings.ToTitle(phrase[:1]) + phrase[1:], foldedWords(phrase), titled(phrase)} {
		if len(form) < 4 {
			continue
		}
		h := anchorHash(uint32(form[0]) | uint32(form[1])<<8 | uint32(form[2])<<16 | uint32(form[3])<<24)
		lex.weak[h>>6] |= 1 << (h & 63)
		if sense&sureSenses != 0 {
			lex.sure[h>>6] |= 1 << (h & 63)
		}
	}
}

func titled(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// anchorHash mixes four bytes, ASCII capitals and small letters alike.
func anchorHash(w uint32) uint32 { return (w | 0x20202020) * 0x9E3779B1 >> 15 }

// folds gives for U+0000–U+1FFF the small letter without accents, 0 for what is dropped.
var folds = sync.OnceValue(func() *[0x2000]rune {
	t := new([0x2000]rune)
	for i := range t {
		t[i] = foldOf(rune(i))
	}
	return t
})

func foldOf(r rune) rune {
	switch {
	case r >= 0x300 && r < 0x370, r >= 0x591 && r < 0x5C8, r >= 0x64B && r < 0x660, r == 0x640, r == 0xAD:
		return 0
	case r == 'ı':
		return 'i'
	case r == 'ς':
		return 'σ'
	case r == 'ي':
		return 'ی'
	case r == 'ك':
		return 'ک'
	}
	first, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r)))
	return unicode.ToLower(first)
}

// fold returns the form in which a character is compared, 0 where it is dropped.
func fold(t *[0x2000]rune, r rune) rune {
	switch {
	case r < 0x2000:
		return t[r]
	case r >= 0xFF01 && r <= 0xFF5E:
		return unicode.ToLower(r - 0xFEE0)
	case r >= 0x200B && r <= 0x200F, r >= 0xFE00 && r <= 0xFE0F:
		return 0
	}
	return r
}

// foldedWords folds a phrase of the lists; hyphens and apostrophes are not in them.
func foldedWords(s string) string {
	var out []byte
	t := folds()
	for _, r := range s {
		if r == '\u200c' {
			r = ' '
		}
		if f := fold(t, r); f != 0 {
			out = utf8.AppendRune(out, f)
		}
	}
	return string(out)
}
