package main

// How tamis speaks on a terminal:
//
//  1. Results go to standard output, everything else to standard error. What is piped on is clean.
//  2. Each message on standard error begins with "tamis: ", in lower case, without a full stop, and
//     says verb, object, cause. What to do about it comes last.
//  3. Nothing that came from a document, a file name or a recipe is printed raw: safe turns
//     control characters, bidirectional marks and invisible format characters into visible
//     escapes. Only data for machines (--json, completion, man) is written as it is.
//  4. Colours and the moving status line appear on a terminal only, and never with NO_COLOR or
//     TERM=dumb. Nothing is said by colour alone.
//  5. Silence is good news: a check without problems says nothing. Where a result was asked for and
//     there is none, a message says so.
//  6. The exit code says how it ended; every help text lists the codes.

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"golang.org/x/term"
	"golang.org/x/text/width"
)

// voice is where a command speaks. It may be used from several goroutines.
type voice struct {
	mu       sync.Mutex
	in       io.Reader
	out, err io.Writer

	outColor, errColor bool       // colours may be used
	errTerm            bool       // standard error is a terminal: a status line may move on it
	width              func() int // of standard error
	outCells           func() int // of standard output; nil: no terminal
	status             bool       // a status line stands on standard error

	// graceful is set while a command looks after its context itself: then the first signal cancels
	// it, else it ends the program.
	graceful atomic.Bool
}

// newVoice looks at where the three streams go.
func newVoice(in, out, err *os.File) *voice {
	v := &voice{in: in, out: out, err: err}
	color := os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	v.errTerm = term.IsTerminal(int(err.Fd()))
	if term.IsTerminal(int(out.Fd())) {
		v.outColor = color
		v.outCells = func() int { return terminalWidth(out) }
	}
	v.errColor = color && v.errTerm
	v.width = func() int { return terminalWidth(err) }
	return v
}

// outWidth returns the columns of standard output, 0 where it is no terminal.
func (v *voice) outWidth() int {
	if v.outCells == nil {
		return 0
	}
	return v.outCells()
}

// errWidth returns the columns of standard error, 0 where it is no terminal.
func (v *voice) errWidth() int {
	if !v.errTerm {
		return 0
	}
	return v.width()
}

// terminalWidth returns the columns of a terminal, 80 where it does not tell.
func terminalWidth(f *os.File) int {
	w, _, err := term.GetSize(int(f.Fd()))
	if err != nil || w <= 0 {
		return 80
	}
	return w
}

// print writes a result for people; s was made safe where it was put together.
func (v *voice) print(s string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.clearStatus()
	_, _ = io.WriteString(v.out, s)
}

// say writes one message to standard error.
func (v *voice) say(format string, args ...any) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.clearStatus()
	_, _ = io.WriteString(v.err, wrapped("tamis: "+safeLines(fmt.Sprintf(format, args...)), v.errWidth())+"\n")
}

// show writes lines without the program's name to standard error, as the excerpt of a recipe.
func (v *voice) show(s string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.clearStatus()
	_, _ = io.WriteString(v.err, safeLines(s))
}

// setStatus puts a status line in place of the one before.
func (v *voice) setStatus(line string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	_, _ = io.WriteString(v.err, "\r\x1b[2K"+fit(safe(line), v.width()-1))
	v.status = true
}

// endStatus removes the status line.
func (v *voice) endStatus() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.clearStatus()
}

func (v *voice) clearStatus() {
	if v.status {
		_, _ = io.WriteString(v.err, "\r\x1b[2K")
		v.status = false
	}
}

// safe makes a line fit for a terminal: C0, C1, DEL, line separators, bidirectional marks and all
// other format characters become \x1b, \u202e or \U000e0001; bytes that are not UTF-8 become \xff.
func safe(s string) string { return escape(s, "") }

// safeLines is safe for text of several lines: newlines and tabs stay.
func safeLines(s string) string { return escape(s, "\n\t") }

// escape is the only sanitiser of human-readable output.
func escape(s, keep string) string {
	if clean(s) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case strings.ContainsRune(keep, r) || !unsafeRune(r):
			b.WriteString(s[i : i+n])
		default:
			b.WriteString(escapeRune(r))
		}
		i += n
	}
	return b.String()
}

// clean says whether s is printable ASCII, as nearly all messages are.
func clean(s string) bool {
	for i := range len(s) {
		if s[i] < 0x20 || s[i] > 0x7e {
			return false
		}
	}
	return true
}

// unsafeRune says whether a terminal would act on r or hide it.
func unsafeRune(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) }

func escapeRune(r rune) string {
	switch {
	case r == '\n':
		return `\n`
	case r == '\t':
		return `\t`
	case r < 0x100:
		return fmt.Sprintf(`\x%02x`, r)
	case r < 0x10000:
		return fmt.Sprintf(`\u%04x`, r)
	}
	return fmt.Sprintf(`\U%08x`, r)
}

// fit cuts a safe line to a number of terminal cells, nowhere between a letter and its marks.
func fit(line string, cells int) string {
	used := 0
	for i, r := range line {
		if used += runeCells(r); used > cells {
			return line[:i]
		}
	}
	return line
}

// runeCells is the width of a rune on a terminal: wide scripts and emoji take two cells (UAX #11), marks
// that sit on others and the later letters of a Hangul syllable none.
func runeCells(r rune) int {
	switch {
	case 0x20 <= r && r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me), 0x1160 <= r && r <= 0x11ff, 0xd7b0 <= r && r <= 0xd7fb:
		return 0
	}
	if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
		return 2
	}
	return 1
}

// cells is the width of a safe line.
func cells(s string) int {
	n := 0
	for _, r := range s {
		n += runeCells(r)
	}
	return n
}

// paint says whether and how text is coloured. The zero paint leaves it as it is.
type paint struct{ on bool }

func (p paint) red(s string) string   { return p.wrap("31", s) }
func (p paint) green(s string) string { return p.wrap("32", s) }
func (p paint) dim(s string) string   { return p.wrap("2", s) }
func (p paint) bold(s string) string  { return p.wrap("1", s) }

func (p paint) wrap(code, s string) string {
	if !p.on || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}
