package main

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSafe(t *testing.T) {
	for in, want := range map[string]string{
		"plain":                       "plain",
		"naïve 漢字 😀":                  "naïve 漢字 😀",
		"\x1b]52;c;aGk=\x07":          `\x1b]52;c;aGk=\x07`,
		"a\rb\x00\x7f":                `a\x0db\x00\x7f`,
		"line\nnext\ttab":             `line\nnext\ttab`,
		"\u009b31m":                   `\x9b31m`,
		"abc\u202etxt.exe":            `abc\u202etxt.exe`,
		"zero\u200bwidth\ufeff":       `zero\u200bwidth\ufeff`,
		"\u2028\u2066":                `\u2028\u2066`,
		"tag \U000e0041":              `tag \U000e0041`,
		"broken \xff\xc3":             `broken \xff\xc3`,
		"soft\u00adhyphen":            `soft\xadhyphen`,
		"\U000110bd":                  `\U000110bd`,
		"real replacement \ufffd too": "real replacement \ufffd too",
	} {
		if got := safe(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if got := safeLines("a\n\tb\r\x1b"); got != "a\n\tb\\x0d\\x1b" {
		t.Errorf("safeLines: %q", got)
	}
}

// FuzzSafe: whatever comes in, no byte comes out that a terminal would act on.
func FuzzSafe(f *testing.F) {
	f.Add("\x1b[2J\u202e\xff")
	f.Fuzz(func(t *testing.T, s string) {
		out := safe(s)
		if !utf8.ValidString(out) || safe(out) != out {
			t.Fatalf("%q is not safe or not settled", out)
		}
		for _, r := range out {
			if unsafeRune(r) {
				t.Fatalf("%U came through", r)
			}
		}
	})
}

func TestSayIsSafeAndNamed(t *testing.T) {
	v, out, err := testVoice()
	v.setStatus("read 5 %")
	v.say("read %s: %s", "a\x1b[31m.txt", "gone")
	v.print("result\n")
	if want := "\r\x1b[2Kread 5 %\r\x1b[2Ktamis: read a\\x1b[31m.txt: gone\n"; err.String() != want {
		t.Errorf("said %q", err)
	}
	if out.String() != "result\n" {
		t.Errorf("printed %q", out)
	}
}

func TestStatusFitsTheTerminal(t *testing.T) {
	v, _, err := testVoice()
	v.width = func() int { return 11 }
	v.setStatus("漢字漢字漢字漢字")
	if want := "\r\x1b[2K漢字漢字漢"; err.String() != want {
		t.Errorf("drew %q", err)
	}
}

func TestPaint(t *testing.T) {
	if got := (paint{}).red("x") + (paint{}).bold("y"); got != "xy" {
		t.Errorf("without colour: %q", got)
	}
	if got := (paint{on: true}).green("x"); got != "\x1b[32mx\x1b[0m" || strings.Contains((paint{on: true}).dim(""), "\x1b") {
		t.Errorf("with colour: %q", got)
	}
}
