package clean

import (
	"strings"
	"unicode"
)

// sign is a set of properties by which characters give mojibake away. Wrong charsets turn letters
// into a few hundred characters, and into neighbours that no language writes side by side.
type sign uint32

const (
	signC1      sign = 1 << iota // U+0080–U+009F: nobody writes them
	signDebris                   // stands in text almost never but as debris: loose accents, daggers, U+FFFD
	signCommon                   // stands beside anything: no-break space, dashes, ellipsis
	signLaw                      // paragraph and section
	signMoney                    // currencies
	signOpening                  // opens a phrase: quotes, bullet, Greek accents that stand before a vowel
	signClosing                  // closes one: quotes, trade marks
	signNumber                   // stands among numbers
	signCurl                     // vowels that also draw faces of brackets and marks
	signUpper                    // Latin capitals with accents
	signLower                    // Latin small letters with accents
	signCapital                  // Greek and Cyrillic capitals
	signSmall                    // Greek and Cyrillic small letters
	signBox                      // lines, shades and blocks
	signA                        // A–Z
	signa                        // a–z
	signNotAz                    // anything else
	signWord                     // letters, numbers and the low line
	signSpace
	signInline // anything but a line feed
	signEdge   // no character: the place before the text
)

// signLists says which characters have which sign; C1, those of ASCII, words and spaces go by rule.
var signLists = []struct {
	sign  sign
	chars string
}{
	{signDebris, "¤¦¨ª¬¯¸ºƒˆˇ˘˛˜†‡‰⌐◊\uFFFD"},
	{signCommon, "\u00A0\u00AD·´–—―…’"},
	{signLaw, "§¶"},
	{signMoney, "¢£¥₧€"},
	{signOpening, "¡©«¿΄΅‘‚“„•‹\uF8FF"},
	{signClosing, "®»˝”›™"},
	{signNumber, "±²³µ¹¼½¾×÷⁄№∂∆∏∑√∞∩∫≈≠≡≤≥"},
	{signCurl, "ÒÓÔÕÖÙÚÛòóôõöøùúûŌŐŪŲ°"},
	{signUpper, "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑØÜÝĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶĹĻĽŁŃŅŇŒŘŚŞŠŢŤŮŰŸŹŻŽҐ"},
	{signLower, "ßàáâãäåæçèéêëìíîïðñüāăąćčďđēėęěğģīįķĺļľłœŕśşšťźżžґﬁﬂ"},
	{signCapital, "ÞΆΈΉΊΌΎΏΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫЁЂЃЄЅІЇЈЉЊЋЌЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"},
	{signSmall, "άέήίΰαβγδεζηθικλμνξοπρςστυφχψωабвгдежзийклмнопрстуфхцчшщъыьэюяѐёђѓєѕіїјљњћќѝўџ"},
	{signBox, "│┌┐┘├┤┬┼═║╒╓╔╕╖╗╘╙╚╛╜╝╞╟╠╡╢╣╤╥╦╧╨╩╪╫╬▀▄█▌▐░▒▓"},
}

// generalSigns gives the signs that go by rule, for any character.
func generalSigns(r rune) sign {
	s := signNotAz | signInline
	switch {
	case r >= 'a' && r <= 'z':
		return signa | signInline | signWord
	case r >= 'A' && r <= 'Z':
		return signA | signInline | signWord
	case r == '\n':
		return signNotAz | signSpace
	}
	if unicode.IsSpace(r) || r >= 0x1C && r <= 0x1F {
		return s | signSpace
	}
	if r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) {
		s |= signWord
	}
	return s
}

// cluePlace is one character of a clue: it has one of the signs or is one of chars.
type cluePlace struct {
	signs sign
	chars string
}

func anyOf(s sign) cluePlace       { return cluePlace{signs: s} }
func oneOf(chars string) cluePlace { return cluePlace{chars: chars} }

// or adds characters.
func (p cluePlace) or(chars string) cluePlace { return cluePlace{p.signs, p.chars + chars} }

// holds says whether a character with its signs stands at the place.
func (p *cluePlace) holds(r rune, s sign) bool {
	return s&p.signs != 0 || p.chars != "" && strings.ContainsRune(p.chars, r)
}

// clue is a row of characters that no language writes. Its key is the place where the scan looks:
// the one that is rarest in proper text.
type clue struct {
	key    int
	places []cluePlace
}

const (
	signAccented = signLower | signUpper
	signFancy    = signAccented | signBox | signOpening | signClosing | signMoney | signNumber | signLaw
	signTail     = signBox | signClosing | signMoney | signNumber // what a word does not continue after
	signLatin    = signA | signa
)

// Rows of places that more than one clue needs.
var (
	cyrillicLead  = oneOf("ВГРС")
	greekLead     = oneOf("ΒΓΞΟ")
	afterTwoByte  = anyOf(signC1 | signDebris | signOpening | signClosing | signMoney).or("°")
	afterArabic   = anyOf(signCommon | signMoney | signDebris | signNumber | signOpening).or("ŸŠ®°µ»")
	afterLatin    = anyOf(signOpening | signClosing).or("\u00A0\u00AD°·´–—¢£€œŠšŸž")
	westernSpaced = oneOf("ÂÃ")
)

// clues are what makes a text suspicious. Any one of them is enough.
var clues = []clue{
	{0, []cluePlace{anyOf(signC1)}},
	{1, []cluePlace{anyOf(signFancy | signDebris), anyOf(signDebris)}},
	{0, []cluePlace{anyOf(signDebris), anyOf(signFancy)}},
	{2, []cluePlace{anyOf(signLatin), anyOf(signSmall | signCapital), anyOf(signDebris)}},
	{1, []cluePlace{anyOf(signLower | signSmall | signTail), anyOf(signUpper)}},
	{0, []cluePlace{anyOf(signTail), anyOf(signLower)}},
	{1, []cluePlace{anyOf(signLower | signBox | signClosing), anyOf(signMoney)}},
	{2, []cluePlace{anyOf(signSpace), anyOf(signUpper), anyOf(signMoney)}},
	{1, []cluePlace{anyOf(signUpper | signBox), anyOf(signNumber | signLaw)}},
	{2, []cluePlace{anyOf(signAccented | signBox | signMoney | signClosing), anyOf(signOpening), anyOf(signNumber)}},
	{1, []cluePlace{anyOf(signAccented | signMoney | signNumber | signBox | signLaw), anyOf(signClosing), anyOf(signOpening)}},
	{0, []cluePlace{anyOf(signMoney | signNumber | signBox), anyOf(signOpening)}},
	{1, []cluePlace{anyOf(signa), anyOf(signUpper), anyOf(signOpening | signMoney)}},
	{0, []cluePlace{anyOf(signBox), anyOf(signCurl | signClosing)}},
	{1, []cluePlace{anyOf(signFancy &^ signBox), anyOf(signBox)}},
	{1, []cluePlace{anyOf(signAccented), anyOf(signOpening | signClosing), anyOf(signWord)}},
	{0, []cluePlace{oneOf("Œœ"), anyOf(signNotAz)}}, // œ that is not followed by a plain letter
	{1, []cluePlace{anyOf(signUpper), oneOf("°")}},

	// Two-byte letters read as Windows-1252, by their first bytes.
	{0, []cluePlace{oneOf("ÂÃÎÐ"), afterLatin}},
	{0, []cluePlace{oneOf("×"), oneOf("²³")}},
	{0, []cluePlace{oneOf("ØÙ"), afterArabic, oneOf("ØÙ"), afterArabic}},
	{1, []cluePlace{anyOf(signa), westernSpaced, oneOf(" ")}}, // Ã and a byte A0 that became a space
	{2, []cluePlace{anyOf(signa), anyOf(signSpace), westernSpaced, oneOf(" ")}},
	{1, []cluePlace{anyOf(signEdge), westernSpaced, oneOf(" ")}},
	{1, []cluePlace{oneOf(".,?!"), oneOf("Â"), oneOf(" ")}},

	{1, []cluePlace{oneOf("à"), oneOf("²µ¹¼½¾")}}, // three-byte letters of South Asia, read as Windows-1252

	// Read as MacRoman.
	{0, []cluePlace{oneOf("√"), oneOf("±∂†≠®™´≤≥¥µø")}},
	{0, []cluePlace{oneOf("≈"), oneOf("°¢")}},
	{0, []cluePlace{oneOf("‚"), oneOf("Ä"), oneOf("ìîïòôúùû†°¢π")}},
	{0, []cluePlace{oneOf("‚"), oneOf("âó"), oneOf("àä°ê")}},

	// Read as Windows-1251, 1252 and 1251 in turn, Windows-1253.
	{1, []cluePlace{oneOf("в"), oneOf("Ђ")}},
	{1, []cluePlace{cyrillicLead, afterTwoByte.or("µ"), cyrillicLead}},
	{3, []cluePlace{oneOf("Г"), oneOf("ў"), oneOf("В"), oneOf("Ђ"), oneOf("В"), anyOf(signInline), anyOf(signLatin).or(" ")}},
	{1, []cluePlace{oneOf("β"), oneOf("€"), oneOf("™\u00A0Ά\u00AD®°")}},
	{1, []cluePlace{greekLead, afterTwoByte, greekLead}},
}
