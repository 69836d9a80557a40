package redact

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// token is a word of a text with what the lists say of it.
type token struct {
	senses     wordSense
	start, end int32 // bytes of the text
	from, to   int32 // bytes of its folded form
	letters    int32
	gap        byte // what stands before it: ' ' for nothing of note, else the sign that parts it
	form       uint8
}

// Forms of tokens, as bits.
const (
	tokenCapital = 1 << iota
	tokenDigits
	tokenWide     // a character of a script that sets no spaces
	tokenFunction // a function word of some language
	tokenUpper    // capitals alone
	tokenParticle // de, von, and: a function word that stands in names
	tokenCaseless // of a script without capitals
	tokenLater    // not the first of the phrase that it belongs to
)

// reader cuts a text into tokens; its buffers are kept.
type reader struct {
	tokens []token
	folded []byte
}

// read fills the tokens of s.
func (rd *reader) read(s string) {
	rd.tokens, rd.folded = rd.tokens[:0], rd.folded[:0]
	t, gap := folds(), byte(' ')
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		switch {
		case r == '(' && i+2 < len(s) && s[i+1]|0x20 == 'c' && s[i+2] == ')':
			rd.sign("©", i, i+3, gap)
			i, gap = i+3, ' '
		case r == '©', wordRune(r) && r != '_':
			i = rd.token(t, s, i, gap)
			gap = ' '
		default:
			gap = partedBy(gap, r)
			i += n
		}
	}
	rd.look()
}

// partedBy returns what parts two tokens, of what was seen so far and another sign.
func partedBy(gap byte, r rune) byte {
	var sign byte
	switch r {
	case '|', '¦', '│', '｜', '\n', '\t', '/', '•', '·', '●', '▪', '■', '‧', '∙', '・', '※', '◆', '★', '❘':
		sign = '|'
	case '>', '›', '»', '→', '▸', '▶', '➔', '⟩', '＞', '❯', '⇒', '\\', '≫', '«', '‹', '<', '←', '↑', '↓', '▲', '▼':
		sign = '>'
	case ':', '：', '﹕':
		sign = ':'
	case ',', '，', '、', '،', ';', '；':
		sign = ','
	case '.', '!', '?', '。', '！', '？', '…', '؟', '।', '۔':
		sign = '.'
	case '(', ')', '[', ']', '（', '）', '【', '】', '{', '}':
		sign = '('
	case '–', '—', '―', '‒':
		sign = '-'
	case '#', '＃':
		sign = '#'
	case '@':
		sign = '@'
	default:
		return gap
	}
	if strong := ">|:#.(-,@ "; strings.IndexByte(strong, sign) < strings.IndexByte(strong, gap) {
		return sign
	}
	return gap
}

// token reads the token at a place and returns what follows.
func (rd *reader) token(t *[0x2000]rune, s string, i int, gap byte) int {
	tok := token{start: int32(i), gap: gap}
	if len(rd.tokens) > 0 && (gap != ' ' || i > int(rd.tokens[len(rd.tokens)-1].end)) {
		rd.folded = append(rd.folded, joint(gap))
	}
	tok.from = int32(len(rd.folded))
	upper := true
	for i < len(s) {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		wide := unspaced(r)
		if r != '©' && (!wordRune(r) || r == '_') || wide && tok.letters > 0 && !unicode.Is(unicode.Mn, r) || !wide && tok.form&tokenWide != 0 {
			break
		}
		if f := fold(t, r); f != 0 {
			if f != r && unicode.IsUpper(r) && tok.letters == 0 {
				tok.form |= tokenCapital
			}
			if tok.letters == 0 && unicode.IsLetter(r) && !unicode.IsUpper(r) && !unicode.IsLower(r) {
				tok.form |= tokenCaseless
			}
			upper = upper && (unicode.IsUpper(r) || !unicode.IsLower(r) && tok.letters > 0)
			rd.folded = utf8.AppendRune(rd.folded, f)
		}
		switch {
		case wide:
			tok.form |= tokenWide
			tok.letters++
		case unicode.IsDigit(r):
			tok.form |= tokenDigits
		default:
			tok.letters++
		}
		i += n
	}
	if upper && tok.letters > 1 {
		tok.form |= tokenUpper
	}
	tok.end, tok.to = int32(i), int32(len(rd.folded))
	rd.tokens = append(rd.tokens, tok)
	return i
}

// sign adds a token that is read as another.
func (rd *reader) sign(as string, start, end int, gap byte) {
	if len(rd.tokens) > 0 {
		rd.folded = append(rd.folded, joint(gap))
	}
	from := len(rd.folded)
	rd.folded = append(rd.folded, as...)
	rd.tokens = append(rd.tokens, token{start: int32(start), end: int32(end), from: int32(from), to: int32(len(rd.folded)), gap: gap})
}

// joint is what stands between two words in the folded form: a space within phrases.
func joint(gap byte) byte {
	if gap == ' ' {
		return ' '
	}
	return 1
}

// look finds what the lists say of the tokens, the longest phrase first.
func (rd *reader) look() {
	lex := theLexicon()
	for i := 0; i < len(rd.tokens); {
		n, senses := rd.longest(lex, i, int(rd.tokens[i].from))
		if n == 0 {
			n, senses = rd.behindPrefix(lex, i)
		}
		if tok := &rd.tokens[i]; n == 1 && tok.to-tok.from == 1 && tok.letters == 1 && tok.form&(tokenWide|tokenCapital|tokenCaseless) == 0 {
			n = 0 // x is a letter, X a network
		}
		if n == 0 {
			rd.plain(i)
			i++
			continue
		}
		for k := i; k < i+n; k++ {
			rd.tokens[k].senses = senses
			if k > i {
				rd.tokens[k].form |= tokenLater
			}
		}
		i += n
	}
}

// longest returns how many tokens from i on the longest phrase has that begins at a byte of token i.
func (rd *reader) longest(lex *lexicon, i, from int) (n int, senses wordSense) {
	at, k := int32(0), i
	for p := from; p < len(rd.folded); p++ {
		if at = lex.step(at, rd.folded[p], false); at == 0 {
			break
		}
		for int(rd.tokens[k].to) < p+1 {
			k++
		}
		node := &lex.nodes[at]
		if node.exact != 0 && int(rd.tokens[k].to) == p+1 {
			n, senses = k-i+1, node.exact|node.stem
		} else if node.stem != 0 {
			n, senses = k-i+1, node.stem
		}
	}
	return n, senses
}

// Articles and prepositions that Arabic and Hebrew write as one with the next word, folded.
var prefixes = []string{"وال", "بال", "لل", "ال", "و", "ب", "ل", "ה", "ו", "ב", "ל", "מ", "ש", "כ"}

// behindPrefix looks token i up without such a prefix.
func (rd *reader) behindPrefix(lex *lexicon, i int) (n int, senses wordSense) {
	word := rd.folded[rd.tokens[i].from:rd.tokens[i].to]
	if len(word) < 6 || word[0] < 0xD7 || word[0] > 0xDB {
		return 0, 0
	}
	for _, p := range prefixes {
		if len(word) >= len(p)+4 && string(word[:len(p)]) == p {
			if n, senses = rd.longest(lex, i, int(rd.tokens[i].from)+len(p)); n > 0 {
				return n, senses
			}
		}
	}
	return 0, 0
}

// plain says of a token that no list has whether it is a function word. Without its accents a word
// of a few letters may miss; that costs little.
func (rd *reader) plain(i int) {
	tok := &rd.tokens[i]
	word := rd.folded[tok.from:tok.to]
	if len(word) <= 24 && (text.FunctionWord(string(word)) || foldedFunction()[string(word)]) {
		tok.form |= tokenFunction
		if nameParticles[string(word)] {
			tok.form |= tokenParticle
		}
	}
}

// foldedFunction holds function words of languages that text does not know, and accented ones as they are folded.
var foldedFunction = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(moreFunctionWords) {
		out[foldedWords(w)] = true
	}
	return out
})

var nameParticles = map[string]bool{"de": true, "del": true, "della": true, "di": true, "da": true, "dos": true, "van": true, "der": true, "den": true, "von": true, "la": true, "le": true, "el": true, "al": true,
	"and": true, "und": true, "et": true, "y": true, "e": true, "en": true, "i": true, "och": true, "og": true, "ja": true, "и": true, "і": true, "και": true, "ve": true, "dan": true, "và": true, "for": true}

const moreFunctionWords = `à ça là où été même après für über würde können müssen möchten él más también está están según así è più perché però cioè não são já é à às até também być się że też są może można żeby już będzie więcej než také může být není při když může už så på är för från när där också över på før når også være på både minä sinä hän että tämä myös ovat çok için değil olarak şu ürün thì là và của có được cho trên trong những các đã sẽ khi này đó từ với để không
	και το τα της των στο στη στην στον με για από είναι να σε που ή ως και και
	من في على إلى عن مع هذا هذه التي الذي ان أن إن كان كانت لا ما لم لن قد هو هي نحن كل بعض أو ثم حتى
	של על את זה זו הוא היא הם לא כי אם או גם עם אל כל יש אין מה מי כמו רק אבל בין לפי אחרי לפני
	از به در با را که این آن و یا برای تا است هست بود شد می‌شود هم نیز هر ما شما خود بر
	का की के को से में पर और है हैं था थे थी यह वह ये वे कि तो भी ही एक या नहीं लिए साथ द्वारा अपने अपनी
	och att som det den av på med för till om är vi du er
	і й та у в на з із до від що як не це за про по або для її його ви ми він вона вони`
