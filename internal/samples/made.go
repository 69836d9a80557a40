package samples

import (
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// misreadings are the kinds of mojibake: how the right text was stored, and how it was read.
var misreadings = map[string]struct {
	detail string
	garble func(string) string
}{
	"cp1252":     {"utf-8 as windows-1252", readAs(charmap.Windows1252)},
	"cp1252x2":   {"utf-8 as windows-1252, twice", twice(readAs(charmap.Windows1252))},
	"latin1":     {"utf-8 as iso-8859-1", readAs(charmap.ISO8859_1)},
	"cp1251":     {"utf-8 as windows-1251", readAs(charmap.Windows1251)},
	"cp1250":     {"utf-8 as windows-1250", readAs(charmap.Windows1250)},
	"macroman":   {"utf-8 as macintosh", readAs(charmap.Macintosh)},
	"cp437":      {"utf-8 as ibm437", readAs(charmap.CodePage437)},
	"1251-1252":  {"windows-1251 as windows-1252", storedReadAs(charmap.Windows1251, charmap.Windows1252)},
	"koi8r-1251": {"koi8-r as windows-1251", storedReadAs(charmap.KOI8R, charmap.Windows1251)},
	"questions":  {"us-ascii, the rest lost", lostAs("?")},
	"fffd":       {"us-ascii, the rest lost", lostAs("\uFFFD")},
}

// readAs reads the bytes of UTF-8 as another charset.
func readAs(cm *charmap.Charmap) func(string) string {
	return func(s string) string {
		var b strings.Builder
		for _, c := range []byte(s) {
			b.WriteRune(decodeByte(cm, c))
		}
		return b.String()
	}
}

// storedReadAs stores the text in one charset and reads it in another. A character that the first
// one lacks becomes U+FFFD, so that a test sees it.
func storedReadAs(stored, read *charmap.Charmap) func(string) string {
	return func(s string) string {
		var b strings.Builder
		for _, r := range s {
			c, ok := stored.EncodeRune(r)
			if !ok {
				b.WriteRune('\uFFFD')
				continue
			}
			b.WriteRune(decodeByte(read, c))
		}
		return b.String()
	}
}

// decodeByte reads a byte as browsers do: x/text says U+FFFD where a charset leaves a byte undefined,
// browsers keep it as the control of that number, and only so can it be undone.
func decodeByte(cm *charmap.Charmap, c byte) rune {
	if r := cm.DecodeByte(c); r != '\uFFFD' {
		return r
	}
	return rune(c)
}

func twice(f func(string) string) func(string) string {
	return func(s string) string { return f(f(s)) }
}

func lostAs(sign string) func(string) string {
	return func(s string) string {
		return strings.Map(func(r rune) rune {
			if r > '~' {
				return []rune(sign)[0]
			}
			return r
		}, s)
	}
}

// made returns the text that a mark with a ! stands for, and a word on how it came about.
func made(name, kind, right string) (text, detail string, err error) {
	if m, ok := misreadings[kind]; ok && name == "mojibake" {
		text = m.garble(right)
		if text == right {
			return "", "", fmt.Errorf("mojibake!%s leaves %.40q as it is", kind, right)
		}
		return text, m.detail, nil
	}
	if garbage, ok := garbages[kind]; ok && name == "gibberish" && right == "" {
		return garbage(), kind, nil
	}
	return "", "", fmt.Errorf("unknown mark %s!%s, or text where none belongs", name, kind)
}

var garbages = map[string]func() string{"inventory": inventory, "base64": blob, "keys": keys, "hex": hexDump}

// inventory is a font's table of characters as a page's broken script prints it: each character
// several times over, in order, in one line of more than 1,000 characters.
func inventory() string {
	var b strings.Builder
	for r := '!'; r < '~'; r++ {
		times := 2 + int(r)%3
		if r < '0' {
			b.WriteString(strings.Repeat(string(r)+" ", times))
			continue
		}
		b.WriteString(strings.Repeat(string(r), 3*times))
	}
	for r := rune(0x20A0); r < 0x20C0; r++ {
		b.WriteString(strings.Repeat(string(r), 2))
	}
	for r := rune(0xA1); r < 0x180; r++ {
		b.WriteRune(r)
	}
	return b.String()
}

// noise is a sequence of bytes without a pattern, the same on every machine.
func noise(n int) []byte {
	out, state := make([]byte, n), uint32(2463534242)
	for i := range out {
		state ^= state << 13
		state ^= state >> 17
		state ^= state << 5
		out[i] = byte(state >> 11)
	}
	return out
}

// blob is base64 in lines of 76, as a mail carries a picture.
func blob() string {
	text := base64.StdEncoding.EncodeToString(noise(570))
	var lines []string
	for ; len(text) > 76; text = text[76:] {
		lines = append(lines, text[:76])
	}
	return strings.Join(append(lines, text), "\n")
}

// keys is what a cat types.
func keys() string {
	const row = "asdfghjkl;qwertyuiopzxcvbnm,./   "
	var b strings.Builder
	for _, c := range noise(420) {
		b.WriteByte(row[int(c)%len(row)])
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// hexDump is a memory dump with addresses.
func hexDump() string {
	var lines []string
	for i, data := 0, noise(192); i < len(data); i += 16 {
		lines = append(lines, fmt.Sprintf("%08x  % x", i, data[i:i+16]))
	}
	return strings.Join(lines, "\n")
}
