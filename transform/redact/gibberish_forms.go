package redact

import "strings"

// formScan is what the lines before say of the next.
type formScan struct {
	old, new int     // lines to go of a hunk of a diff
	setting  bool    // the line before is one of a file of settings
	page     bool    // the line before is one of PDF or PostScript
	head     bool    // the line before is a header of a message
	row      rowForm // of the line before
}

// rowForm is what rows of one table of data share.
type rowForm struct {
	sep    byte
	fields int
}

// What a line in a form is worth. Of the weakest nine in a row are a dump, since people write such lines
// too, of the surest one, if it is long enough.
const (
	formHint   = 5 * bit
	formLikely = 10 * bit
	formMost   = 16 * bit
	formSure   = 26 * bit
	formWhole  = 44 * bit
)

// formLine judges a line by the grammars in which machines store and exchange data.
func (w *dumpScan) formLine(l string, stop int) (dumpKind, int) {
	if score := w.form.diffLine(l, w.s[lineStartFrom(w.s, stop, 0):stop]); score != 0 {
		return dumpCode, score
	}
	if score := w.form.pageLine(l); score != 0 {
		return dumpData, score
	}
	for _, form := range textForms {
		if score := form.score(l); score != 0 {
			w.form.head = false
			return form.kind, score
		}
	}
	if score := w.form.headerLine(l); score != 0 {
		return dumpData, score
	}
	if score := w.form.rowLine(l, w.nextLine(stop)); score != 0 {
		return dumpData, score
	}
	score := settingLine(l, w.form.setting)
	w.form.setting = score > 0
	return dumpData, score
}

// nextLine returns the line behind that which ends at a place, up to maxKnown bytes of it.
func (w *dumpScan) nextLine(stop int) string {
	k := strings.IndexByte(w.s[stop:min(len(w.s), stop+8)], '\n')
	if k < 0 {
		return ""
	}
	at := stop + k + 1
	end := min(len(w.s), at+maxKnown)
	if k = strings.IndexByte(w.s[at:end], '\n'); k >= 0 {
		end = at + k
	}
	from, to := trimSpace(w.s, at, end)
	return w.s[from:to]
}

// textForms are the forms that need no line before them.
var textForms = [...]struct {
	kind  dumpKind
	score func(l string) int
}{
	{dumpData, statement}, {dumpLog, compilerLine}, {dumpLog, listingLine}, {dumpData, segmentLine}, {dumpData, propertyLine},
	{dumpCode, motionLine}, {dumpCode, assemblyLine}, {dumpNoise, morse}, {dumpData, latexRow},
}

// diffLine judges headers of diffs, and as many lines behind a hunk's as it states.
func (f *formScan) diffLine(l, whole string) int {
	switch {
	case strings.HasPrefix(l, "@@ -"):
		old, rest := hunkRange(l[4:])
		if !strings.HasPrefix(rest, " +") {
			return 0
		}
		f.old = old
		if f.new, rest = hunkRange(rest[2:]); strings.HasPrefix(rest, " @@") {
			return formSure
		}
		f.old, f.new = 0, 0
	case f.old+f.new > 0 && whole != "":
		switch whole[0] {
		case '+':
			f.new--
		case '-':
			f.old--
		case ' ', '\t':
			f.old, f.new = f.old-1, f.new-1
		case '\\':
		default:
			f.old, f.new = 0, 0
			return 0
		}
		return formLikely
	case prefixed(l, "diff --git a/", "diff -u", "diff -r"), strings.HasPrefix(l, "index ") && strings.Contains(l, ".."):
		return formSure
	case prefixed(l, "--- a/", "+++ b/", "--- /dev/null", "+++ /dev/null", "new file mode ", "deleted file mode ", "similarity index ", "rename from ", "rename to "):
		return formMost
	}
	return 0
}

// hunkRange reads 12,5 and returns 5, or 1 for a lone 12, and what follows.
func hunkRange(s string) (lines int, rest string) {
	_, rest = leadingNumber(s)
	if !strings.HasPrefix(rest, ",") {
		return 1, rest
	}
	return leadingNumber(rest[1:])
}

// leadingNumber reads the digits that a string begins with, up to six.
func leadingNumber(s string) (n int, rest string) {
	i := 0
	for ; i < len(s) && i < 6 && isDigits(s[i]); i++ {
		n = n*10 + int(s[i]-'0')
	}
	return n, s[i:]
}

// machineHeaders are names of headers of messages without a hyphen that nobody else writes before a colon.
var machineHeaders = [...]string{"Received:", "MIME-Version:", "Message-ID:", "Message-Id:", "Return-Path:", "ETag:", "Etag:", "Via:", "Vary:", "Host:", "Server:", "Accept:", "Cookie:", "Pragma:", "Expires:", "Authorization:",
	"Referer:", "Disallow:", "Allow:", "User-agent:", "Sitemap:", "DKIM-Signature:", "ARC-Seal:", "Received-SPF:", "DNT:"}

// headerLine judges a line of the head of a mail or of a request, also what goes on from the line before.
func (f *formScan) headerLine(l string) int {
	was := f.head
	f.head = true
	switch {
	case prefixed(l, "HTTP/1.", "HTTP/2 ") || strings.HasSuffix(l, " HTTP/1.1") || strings.HasSuffix(l, " HTTP/1.0"):
		return formSure
	case prefixed(l, machineHeaders[:]...):
		return formMost
	case headerName(l) >= 2:
		return formMost
	case was && prefixed(l, "Connection: ", "From: ", "To: ", "Cc: ", "Date: ", "Subject: ", "Sender: "):
		return formHint
	case was && len(l) < 200 && headerRest(l):
		return formLikely
	}
	f.head = false
	return 0
}

// headerName returns how many words the name of a header has, each with a large letter first: Content-Type is of
// two. What follows is no sentence.
func headerName(l string) (words int) {
	k := strings.IndexByte(l, ':')
	if k < 3 || k > 40 || k+2 >= len(l) || l[k+1] != ' ' {
		return 0
	}
	fresh := true
	for i := 0; i < k; i++ {
		b := l[i]
		switch {
		case b == '-' && !fresh:
			fresh = true
			continue
		case fresh && b >= 'A' && b <= 'Z':
			words++
		case fresh || !alnum(b):
			return 0
		}
		fresh = false
	}
	if plainWords(l[k+2:]) >= 3 {
		return 0
	}
	return words
}

// headerRest says whether a line goes on with a header: by 2001:db8::1 with ESMTP id …; b=….
func headerRest(l string) bool {
	return prefixed(l, "by ", "for <", "id ", "with ", "from ", "(", "bh=", "b=", "h=", "d=", "s=", "boundary=", "charset=", "filename=") &&
		strings.ContainsAny(l, "0123456789@.=<")
}

// plainWords counts the words of three small letters or more in a text.
func plainWords(s string) (n int) {
	for at := 0; at < len(s); {
		at = skipSpace(s, at, len(s))
		end := tokenEnd(s, at, len(s))
		n += btoi(wordlike(s[at:end]))
		at = end
	}
	return n
}

// wordlike says whether a token looks like a word: three or more letters, no sign or digit within, and no large
// letter behind a small one.
func wordlike(t string) bool {
	from, to := bareWord(t, 0, len(t))
	if to-from < 3 {
		return false
	}
	for i := from; i < to; i++ {
		if b := t[i]; b < 0x80 && !lowerCase(b) && (i > from || b < 'A' || b > 'Z') && b != '\'' && b != '-' {
			return false
		}
	}
	return true
}

// rowLine judges a row of values with a sign between them, of which most are numbers or ids, and which has as
// many as the row before or behind.
func (f *formScan) rowLine(l, next string) int {
	was := f.row
	f.row = rowForm{}
	row, values := rowOf(l)
	if row.fields == 0 {
		return 0
	}
	f.row = row
	if was != row {
		if other, _ := rowOf(next); other != row {
			return 0
		}
	}
	if values*5 < row.fields*3 { // the names of the columns, or words
		return formHint * btoi(plainWords(l) <= 2 && row.sep != ' ')
	}
	return (6 + 2*min(row.fields, 10)) * bit
}

// rowOf returns the form of a row of data and how many of its values are numbers or ids; fields is 0 where it is
// none. Blanks part values too, where none is small: calendars and scores are for people.
func rowOf(l string) (row rowForm, values int) {
	for _, sep := range [...]byte{'\t', ';', ',', '|', ' '} {
		if strings.IndexByte(l, sep) > 0 {
			row.sep = sep
			break
		}
	}
	if row.sep == 0 || row.sep == ',' && strings.Contains(l, ", ") || row.sep == ';' && strings.Contains(l, "; ") || row.sep == '|' && strings.Contains(l, "| ") {
		return rowForm{}, 0
	}
	great, words := 0, 0
	for at := 0; at <= len(l); {
		end := strings.IndexByte(l[at:], row.sep)
		if end < 0 {
			end = len(l) - at
		}
		t := l[at : at+end]
		at += end + 1
		if t == "" && row.sep == ' ' {
			continue
		}
		row.fields++
		kind := valueOf(t)
		if row.sep == ' ' && kind == valueMachine && !isDigits(t[0]) && (t[0] != '-' || len(t) == 1) && hexRun(t) < len(t) {
			kind = valueWord
		}
		switch {
		case kind == valueMachine:
			values++
			great += btoi(len(t) >= 6 && !clockOnly(t))
		case kind == valueWords:
			words++
		}
	}
	least := 4
	if row.sep == ' ' || row.sep == '\t' {
		least = 5
	}
	if row.fields < least || words > 1 || row.sep == ' ' && (values*5 < row.fields*4 || great*2 < row.fields) {
		return rowForm{}, 0
	}
	return row, values
}
