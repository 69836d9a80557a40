package judge

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/garble"
	"github.com/tamis-data/tamis/internal/garble/prose"
)

// filled breaks each long line of the page as a typesetter fills lines: the blank before the first word that
// does not fit becomes feed. Fits says before which words a line may be broken. With hyphens set, a long
// word that does not fit is cut instead, if it can be.
func filled(p *garble.Page, width int, feed string, hyphens []string, fits func(before, after rune) bool) {
	for _, l := range p.Lines() {
		text := p.Clean()[l.Start:l.End]
		if utf8.RuneCountInString(text) > width+24 {
			fill(p, l.Start, text, width, feed, hyphens, fits)
		}
	}
}

func fill(p *garble.Page, at int, text string, width int, feed string, hyphens []string, fits func(before, after rune) bool) {
	column := 0
	for i := 0; i < len(text); {
		end := i + strings.IndexByte(text[i:]+" ", ' ')
		word := text[i:end]
		n := utf8.RuneCountInString(word)
		before, _ := utf8.DecodeLastRuneInString(text[:max(i-1, 0)])
		after, _ := utf8.DecodeRuneInString(word)
		switch cut := syllable(word, p.Lang, width-column-2); {
		case i == 0 || column+1+n <= width:
			column += 1 + n
		case hyphens != nil && cut > 0:
			p.Insert(at+i+cut, garble.Pick(p.Rand, hyphens))
			column = n - utf8.RuneCountInString(word[:cut])
		case fits(before, after):
			p.Replace(at+i-1, at+i, feed)
			column = n
		default:
			column += 1 + n
		}
		i = end + 1
	}
}

const vowels = "aeiouyäöüáéíóúàèìòùâêîôûåæøąęůěаеиоуыэюяієїёαεηιουωάέήίόύώ"

// syllable returns where a word may be cut so that no more than room letters stand before, three or more on
// either side: before a consonant that stands between vowels, or between two consonants; 0 where it can't. Of
// words with a capital only German nouns are cut.
func syllable(word, lang string, room int) int {
	letters := []rune(strings.TrimRight(word, ".,;:?!"))
	if len(letters) < 7 || slices.ContainsFunc(letters[1:], func(r rune) bool { return !unicode.IsLower(r) }) || !unicode.IsLower(letters[0]) && (lang != "de" || !unicode.IsUpper(letters[0])) {
		return 0
	}
	is := func(i int) bool { return strings.ContainsRune(vowels, letters[i]) }
	for i := min(room, len(letters)-3); i >= 3; i-- {
		if !is(i) && is(i+1) && (is(i-1) || is(i-2)) {
			return len(string(letters[:i]))
		}
	}
	return 0
}

func anyLetter(_, after rune) bool { return unicode.IsLetter(after) }

// midSentence says whether a break stands within a sentence, so that even two lines are seen to be one.
func midSentence(before, after rune) bool {
	return unicode.IsLetter(after) && (unicode.IsLetter(before) || before == ',' || before == '،')
}

// within says whether a break stands inside a sentence beyond doubt.
func within(before, after rune) bool { return unicode.IsLetter(before) && unicode.IsLower(after) }

// Items of lists, by language.
var items = map[string][]string{
	"en": {"Bring a lamp", "Lock the upper door", "Count the boats twice", "Write down the tide", "Report to the pilot before noon"}, "de": {"Lampe mitbringen", "Die obere Tür abschließen", "Boote zählen", "Wasserstand notieren"},
	"fr": {"Apporter une lampe", "Fermer la porte du haut", "Compter les bateaux", "Noter la marée"}, "es": {"Traer una lámpara", "Cerrar la puerta de arriba", "Contar los barcos", "Anotar la marea"},
	"pl": {"Przynieść lampę", "Zamknąć górne drzwi", "Policzyć łodzie"}, "ru": {"Принести лампу", "Закрыть верхнюю дверь", "Посчитать лодки"}, "ja": {"ランプを持ってくる", "上の戸を閉める", "船を数える"}, "ar": {"أحضر مصباحًا", "أغلق الباب العلوي", "عدّ القوارب"},
	"hi": {"दीपक लाएँ", "ऊपर का दरवाज़ा बंद करें", "नावें गिनें"}, "tr": {"Bir lamba getir", "Üst kapıyı kapat", "Tekneleri say"},
}

// plantBullets sets the bullets of word processors and web pages before the items of a list.
func plantBullets(p *garble.Page) {
	points := items[p.Lang]
	points = points[:p.Rand.Between(3, len(points))]
	at := p.Block("- " + strings.Join(points, "\n- "))
	sign := garble.Pick(p.Rand, []string{"•", "●", "▪", "■", "◦", "‣", "\uf0b7", "∙", "►", "◆"}) + garble.Pick(p.Rand, []string{" ", "\t", "   ", "\u00a0"})
	indent := garble.Pick(p.Rand, []string{"", "", "  ", "\t"})
	for _, point := range points {
		p.Replace(at.Start, at.Start+2, indent+sign)
		at.Start += len("- " + point + "\n")
	}
}

// Long items, each of which a mailer or editor breaks.
var longItems = []string{"The lamp on the lower quay burns from the first of October until the end of March, whatever the weather.", "All boats that are longer than nine metres must be moored at the outer wall, with two ropes at either end.",
	"Nobody may leave nets, baskets or engines on the steps, which have to be kept free for the crew of the lifeboat.", "The key hangs behind the door of the office and has to be brought back before the evening bell."}

func plantItems(p *garble.Page) {
	order := p.Rand.Perm(len(longItems))[:3]
	sign := garble.Pick(p.Rand, []string{"- ", "- ", "1. "})
	var lines []string
	for n, i := range order {
		if sign != "- " {
			sign = string(rune('1'+n)) + ". "
		}
		lines = append(lines, sign+longItems[i])
	}
	at := p.Block(strings.Join(lines, "\n")).Start
	width := p.Rand.Between(52, 72)
	for _, l := range lines {
		fill(p, at, l, width, "\n"+strings.Repeat(" ", len(sign)), nil, anyLetter)
		at += len(l) + 1
	}
}

// plantCJK breaks lines after a number of ideographs, as old readers of books do.
func plantCJK(p *garble.Page) {
	width := p.Rand.Between(18, 30)
	letter := func(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) }
	for _, l := range p.Lines() {
		text := []rune(p.Clean()[l.Start:l.End])
		at, column := l.Start, 0
		for i, r := range text {
			if column++; column > width && i+4 < len(text) && letter(r) && letter(text[i-1]) {
				p.Insert(at, "\n")
				column = 1
			}
			at += utf8.RuneLen(r)
		}
	}
}

// plantUneven sets every paragraph in by as much as its column was off.
func plantUneven(p *garble.Page) {
	for _, l := range p.Lines() {
		p.Insert(l.Start, strings.Repeat(" ", p.Rand.Between(1, 11)))
	}
}

// plantEnd leaves blank lines of odd blanks at the end.
func plantEnd(p *garble.Page) {
	p.Insert(len(p.Clean()), garble.Pick(p.Rand, []string{"\n\u00a0\n\n", "\n\n\n\n\n\n\n\n\n\n\n\n", "\n\u3000\n\u3000\n", "\n   \n      \n\n", "\n\t\t\n\t\t\n\t\t\n"}))
}

func paragraphKinds() []garble.Kind {
	spaced := slices.DeleteFunc(prose.Languages(), func(l string) bool { return !prose.Spaced(l) })
	cased := slices.DeleteFunc(slices.Clone(spaced), func(l string) bool { return !prose.Cased(l) })
	wordy := slices.DeleteFunc(slices.Clone(spaced), func(l string) bool { return l == "ko" || l == "am" }) // the others have short lines
	cutting := []string{"en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "cs", "fi", "sv", "el", "hu"}
	kind := func(name string, langs []string, plant func(p *garble.Page)) garble.Kind {
		return garble.Kind{Name: "paragraphs/" + name, Step: "clean.paragraphs", Measure: garble.Changes, Langs: langs, Length: 15, Plant: plant}
	}
	return []garble.Kind{
		kind("bullets", garble.Keys(items), plantBullets), kind("items", []string{"en"}, plantItems), kind("cjk", []string{"zh", "ja"}, plantCJK),
		kind("hanging", spaced, func(p *garble.Page) {
			filled(p, p.Rand.Between(58, 74), "\n"+garble.Pick(p.Rand, []string{"    ", "  ", "\t"}), nil, anyLetter)
		}),
		kind("signs", cutting, func(p *garble.Page) {
			filled(p, p.Rand.Between(38, 58), "\n", []string{"\u2010\n", "¬\n", "- \n", "\u00ad\n"}, anyLetter)
		}),
		kind("column", cutting, func(p *garble.Page) { filled(p, p.Rand.Between(24, 32), "\n", []string{"-\n"}, anyLetter) }),
		kind("double-spaced", cased, func(p *garble.Page) { filled(p, p.Rand.Between(50, 70), "\n\n", nil, within) }),
		kind("far", wordy, func(p *garble.Page) { filled(p, p.Rand.Between(84, 110), "\n", nil, midSentence) }),
		kind("uneven", spaced, plantUneven), kind("end", spaced, plantEnd),
	}
}
