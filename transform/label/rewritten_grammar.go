package label

import (
	"strings"
	"sync"

	"github.com/tamis-data/tamis/internal/text"
)

// What a word is in the grammar of English, as far as the signs ask.
const (
	isA uint64 = 1 << iota
	isAn
	isModal      // can, will: a base form follows
	isDo         // did, does: with not, a base form follows
	isHave       // a participle follows
	isTo         // a base form follows, where it is no preposition
	isNot        //
	isAdverb     // may stand between
	isPast       // a past form that is no base form, noun or adjective
	isSimplePast // and no participle either
	isPastNoun   // a past form of which "he had was" may be said
	isBaseEd     // ends as a past form does and is none
	isOwner      // makes a noun of the modal behind it: the can, his will
	isSingular   // he she it
	isPlural     // they we
	isThese
	isThis
	isThere
	isMany
	isBe3       // is was has does
	isBeMany    // are were have do
	isHaveDo    // have do
	isLink      // a clause begins behind it
	isExtension // what a name of a file ends with
	isShort     // a word before which "a" is no article
)

var grammar = sync.OnceValue(func() *phrases {
	p := new(phrases)
	for _, g := range [...]struct {
		value uint64
		words string
	}{
		{isA, "a"}, {isAn, "an"}, {isNot, "not t"}, {isTo, "to"},
		{isModal, "can could will would shall should may might must cannot couldn wouldn shouldn won mustn"},
		{isDo, "did does do didn doesn don"}, {isHave, "have has had haven hasn hadn"},
		{isAdverb, "also still even never always often soon now then once just only really actually further"},
		{isPast, `led went gave took knew wrote began drove spoke chose broke ate made held met kept lost won built brought bought caught taught thought sought fought meant
			spent sent stood understood told sold paid said heard swept dealt flew grew threw drew blew became came ran sang sank swam drank shook forgot forgave
			stole froze wore tore swore was were had did been gone taken known written spoken chosen driven shown seen done risen fallen arisen
			struck swung clung fled arose withdrew overcame undertook undertaken withheld upheld overthrew misled foresaw foretold rebuilt underwent undergone begun`},
		{isSimplePast, `went gave took knew wrote began drove spoke chose ate flew grew threw drew blew became came ran sang sank swam drank shook forgave froze wore
			tore swore arose withdrew overcame undertook overthrew foresaw underwent`},
		{isPastNoun, "was were had did been said made"},
		{isBaseEd, "embed imbed shred hundred indeed sacred naked kindred based compared followed provided given limited united advanced"},
		{isOwner, `the a an his her its their my our your this every each no any some free good ill own last iron political popular tin beer trash garbage oil water gas strong national s`},
		{isSingular, "he she it"}, {isPlural, "they we"}, {isThese, "these those"}, {isThis, "this"}, {isThere, "there"},
		{isExtension, "txt pdf com org net doc docx jpg jpeg png gif csv xml html htm exe zip json yaml md js py go java css php cfg ini log dat bin io co uk de fr tar gz mp mpg avi mov svg xls xlsx ppt"},
		{isMany, "many several two three four five six seven eight nine ten"},
		{isBe3, "is was has does isn wasn hasn doesn"}, {isBeMany, "are were have do"}, {isHaveDo, "have do are"},
		{isLink, "but because that which when while if since although though so what where as"},
		{isShort, "and or in is as at of if on it are i us am a an"},
	} {
		p.addWords(g.value, g.words)
	}
	return p
})

func (r *reader) grade(i int) uint64 {
	if i < 0 || i >= len(r.words) {
		return 0
	}
	return r.grammar.word(r.words[i].hash)
}

// verb takes a past form where a base form or a participle must follow.
func (r *reader) verb(i int, v uint64) {
	if v&(isModal|isDo|isHave|isTo) == 0 {
		return
	}
	w := &r.words[i]
	if v&isModal != 0 && (w.shape != text.Small || i > 0 && r.grade(i-1)&isOwner != 0 && w.gap <= gapApostrophe) {
		return // Will was there; the can was empty
	}
	k, negated, between := i+1, false, 0
	for k < len(r.words) && between < 3 {
		u := r.grade(k)
		if !(u&isNot != 0 && (r.words[k].gap == gapSpace || r.words[k].gap == gapApostrophe)) && !(u&isAdverb != 0 && r.words[k].gap == gapSpace) && !r.adverb(k) {
			break
		}
		negated = negated || u&isNot != 0
		k, between = k+1, between+1
	}
	if k >= len(r.words) || r.words[k].gap != gapSpace || r.words[k].shape != text.Small {
		return
	}
	if r.wrongPast(v, r.grade(k), k, negated, between) {
		r.sign(verbSign, i, k-i+1)
	}
}

// wrongPast says whether the past form at word k can't stand behind a word of the grade.
func (r *reader) wrongPast(v, past uint64, k int, negated bool, between int) bool {
	switch {
	case v&isModal != 0:
		return past&isPast != 0 || past == 0 && r.regularPast(k)
	case v&isDo != 0:
		return negated && past&isSimplePast != 0
	case v&isHave != 0:
		return past&isSimplePast != 0 && (between == 0 || negated)
	}
	return between == 0 && past&isSimplePast != 0
}

// adverb says whether a word ends in -ly and stands between a verb and its auxiliary.
func (r *reader) adverb(k int) bool {
	w := &r.words[k]
	return w.gap == gapSpace && w.end-w.start > 4 && w.shape == text.Small && strings.HasSuffix(r.s[w.start:w.end], "ly")
}

// regularPast says whether a word ends as regular past forms do: helped, caused; not need, exceed.
func (r *reader) regularPast(k int) bool {
	w := &r.words[k]
	said := r.s[w.start:w.end]
	return len(said) > 4 && strings.HasSuffix(said, "ed") && !strings.HasSuffix(said, "eed")
}

// agreement takes verbs that don't agree with their pronoun, at the beginning of a clause.
func (r *reader) agreement(i int, v uint64) {
	if v&(isSingular|isPlural|isThese|isThis|isThere) == 0 || i+1 >= len(r.words) || r.words[i+1].gap != gapSpace || !r.clause(i) {
		return
	}
	u := r.grade(i + 1)
	wrong := v&isSingular != 0 && u&isHaveDo != 0 || v&(isPlural|isThese) != 0 && u&isBe3 != 0 || v&isThis != 0 && u&isHaveDo != 0
	if v&isThere != 0 && u&isBe3 != 0 && i+2 < len(r.words) && r.words[i+2].gap == gapSpace {
		wrong = r.grade(i+2)&isMany != 0
	}
	if wrong {
		r.sign(agreementSign, i, 2)
	}
}

// clause says whether a clause begins with word i.
func (r *reader) clause(i int) bool {
	w := &r.words[i]
	if i == 0 || w.gap == gapComma || w.gap == gapGlued || sentenceStart(r.s, r.words, i) {
		return w.gap != gapOther && w.gap != gapDigits
	}
	return w.gap == gapSpace && r.grade(i-1)&isLink != 0
}
