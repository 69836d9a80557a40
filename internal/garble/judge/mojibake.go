package judge

import (
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"

	"github.com/tamis-data/tamis/internal/garble"
)

// misread garbles every character beyond ASCII by what each charset in turn makes of its UTF-8 bytes.
func misread(charsets ...*charmap.Charmap) func(p *garble.Page) {
	return func(p *garble.Page) {
		for i, c := range p.Clean() {
			if c > 0x7f {
				p.Replace(i, i+len(string(c)), chain(string(c), charsets))
			}
		}
	}
}

func chain(s string, charsets []*charmap.Charmap) string {
	for _, charset := range charsets {
		var b strings.Builder
		for _, c := range s {
			if c > 0x7f {
				b.WriteString(garble.Misread(c, charset, 1))
			} else {
				b.WriteRune(c)
			}
		}
		s = b.String()
	}
	return s
}

// chat are clean lines with pictures, as messengers and comments have them.
var chat = []string{"See you at the harbour 😀 at noon!", "The soup was too hot 🔥🔥 but good.", "Happy birthday, Mira 🎂 from all of us.", "Rain again ☔, so no picnic today.", "We won 👍 and nobody believes it.",
	"The cat slept 🐱 through the storm.", "New lamps on the quay 💡, at last."}

// priced are clean lines with the signs that menus, lists and labels have beside letters.
var priced = []string{"Soup of the day: €4.50, half a litre of cider €3.", "Oldhaven™ rope is sold by the metre – £2 a coil…", "Heat it to 180 °C for 20 minutes – no longer.", "The museum’s shop sells ‘Quay’ tea for €6.", "“Fresh today” said the sign – it wasn’t.",
	"He’d rather walk, she’d rather row – they’re both late.", "Don’t touch the baker’s oven: it’s hot…", "½ cup of sugar, ¼ cup of oil, 2 eggs – that’s all."}

func plantPriced(p *garble.Page) {
	say(p, priced, 5)
	misread(charmap.Windows1252)(p)
}

func plantChat(p *garble.Page) {
	say(p, chat, 4)
	misread(charmap.Windows1252)(p)
}

// plantSurrogates garbles pictures as programs that write each half of a UTF-16 pair by itself do; the
// rest of the text is garbled in the common way.
func plantSurrogates(p *garble.Page) {
	say(p, chat[:5], 4)
	for i, c := range p.Clean() {
		switch {
		case c > 0xffff:
			high, low := utf16.EncodeRune(c)
			p.Replace(i, i+len(string(c)), half(high)+half(low))
		case c > 0x7f:
			p.Replace(i, i+len(string(c)), garble.Misread(c, charmap.ISO8859_1, 1))
		}
	}
}

// half writes half of a pair as the three bytes of UTF-8, read as Latin-1.
func half(c rune) string {
	return string([]rune{0xe0 | c>>12, 0x80 | c>>6&0x3f, 0x80 | c&0x3f})
}

// plantControls reads Windows-1252 as Latin-1: quotes, dashes and the euro become controls, letters stay.
func plantControls(p *garble.Page) {
	say(p, priced, 4)
	for i, c := range p.Clean() {
		if b, ok := charmap.Windows1252.EncodeRune(c); ok && b >= 0x80 && b < 0xa0 && c > 0xff {
			p.Replace(i, i+len(string(c)), string(rune(b)))
		}
	}
}

func mojibakeKinds() []garble.Kind {
	kind := func(name string, plant func(p *garble.Page), langs ...string) garble.Kind {
		return garble.Kind{Name: "mojibake/" + name, Step: "clean.mojibake", Measure: garble.Changes, Langs: langs, Plant: plant}
	}
	return []garble.Kind{
		kind("thrice", misread(charmap.Windows1252, charmap.Windows1252, charmap.Windows1252), "de", "fr", "es", "pt", "sv", "hu"),
		kind("chain", misread(charmap.Macintosh, charmap.Windows1252), "de", "fr", "es", "it", "da"),
		kind("distant-twice", misread(charmap.Windows1252, charmap.ISO8859_1), "ja", "ko", "ar", "hi", "uk", "el", "th", "zh"),
		kind("baltic", misread(charmap.Windows1257), "de", "sv", "pl"),
		kind("chat", plantChat, "en", "de", "es", "en", "fr"), kind("priced", plantPriced, "en", "nl", "en", "de"),
		kind("surrogates", plantSurrogates, "en", "es", "en", "pt"), kind("controls", plantControls, "en", "nl", "de", "es", "it"),
	}
}
