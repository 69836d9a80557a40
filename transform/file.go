package transform

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"
)

// FileFault is what is wrong with the file of a list or a model. New returns it, or several joined, and whoever
// built the step adds the file's name and its place in the recipe: a step sees bytes, never a path.
type FileFault struct {
	Param, Row    string // Row of a ParamTable, "" for a parameter of the step itself
	Message, Hint string
}

// Error implements error.
func (f *FileFault) Error() string { return f.Param + ": " + f.Message }

// Hinted is an error of a reader of files that knows what to do about it.
type Hinted interface {
	error
	// Fault is the error without a word about which reader it was.
	Fault() (message, hint string)
}

// BadFile says of an error, or of each that it joins, that it is about the file of a parameter; nil stays nil.
func BadFile(param string, err error) error {
	if err == nil {
		return nil
	}
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		var out []error
		for _, e := range many.Unwrap() {
			out = append(out, BadFile(param, e))
		}
		return errors.Join(out...)
	}
	f := &FileFault{Param: param, Message: err.Error()}
	var h Hinted
	if errors.As(err, &h) {
		f.Message, f.Hint = h.Fault()
	}
	return f
}

// BadFiles returns the faults of files that err is made of; false where it is about something else too.
func BadFiles(err error) ([]*FileFault, bool) {
	if f, ok := err.(*FileFault); ok {
		return []*FileFault{f}, true
	}
	many, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return nil, false
	}
	var out []*FileFault
	for _, e := range many.Unwrap() {
		fs, ok := BadFiles(e)
		if !ok {
			return nil, false
		}
		out = append(out, fs...)
	}
	return out, len(out) > 0
}

// InRow says that the faults of files in err are those of a row of a ParamTable.
func InRow(row string, err error) error {
	if fs, ok := BadFiles(err); ok {
		for _, f := range fs {
			f.Row = row
		}
	}
	return err
}

// listForm is what a list is, wherever one is asked for.
const listForm = "a list is plain text in UTF-8 with an entry on each line; empty lines and those that begin with # are none"

// CheckFile says what is wrong with the bytes of a list or model whatever step they are for, and what to do; "" where
// nothing is. A list without an entry is refused: a filter with nothing to look for keeps all, and nobody notices.
func CheckFile(t ParamType, data []byte) (message, hint string) {
	if len(data) == 0 {
		if t == ParamList {
			return "it is empty", listForm
		}
		return "it is empty", "copy or download it again"
	}
	if what, hint := foreign(data); what != "" {
		return what, hint
	}
	if t != ParamList {
		return "", ""
	}
	if !utf8.Valid(data) {
		return fmt.Sprintf("line %d is not UTF-8", badLine(data)), listForm
	}
	if ListEntries(data) == 0 {
		return "it has no entry, only empty lines and comments", listForm
	}
	return "", ""
}

// ListEntries counts the lines of a list that hold an entry.
func ListEntries(data []byte) (n int) {
	for line := range bytes.Lines(bytes.TrimPrefix(data, []byte("\uFEFF"))) {
		if line = bytes.TrimSpace(line); len(line) > 0 && line[0] != '#' {
			n++
		}
	}
	return n
}

func badLine(data []byte) (n int) {
	for line := range bytes.Lines(data) {
		if n++; !utf8.Valid(line) {
			return n
		}
	}
	return n
}

// foreigners are kinds of files that stand where a list or model should, by how they begin.
var foreigners = []struct {
	begins     []string
	what, hint string
}{
	{[]string{"version https://git-lfs"}, "it is a pointer of Git LFS", "`git lfs pull` fetches the file that it stands for"},
	{[]string{"<!doctype html", "<html"}, "it is a web page", "the download gave a page in place of the file: take the address of the file itself"},
	{[]string{"\x1f\x8b", "\x28\xb5\x2f\xfd", "BZh", "\xfd7zXZ\x00"}, "it is compressed", "unpack it first"},
	{[]string{"PK\x03\x04"}, "it is a zip archive", "unpack it first"},
	{[]string{"PAR1"}, "it is a Parquet file", ""},
	{[]string{"\xff\xfe", "\xfe\xff"}, "it is UTF-16", "save it as UTF-8"},
}

// longestSign bounds what foreign looks at.
const longestSign = 32

// foreign says of a file of another kind what it is.
func foreign(data []byte) (what, hint string) {
	head := bytes.ToLower(bytes.TrimLeft(data[:min(len(data), longestSign)], " \t\r\n"))
	for _, f := range foreigners {
		if slices.ContainsFunc(f.begins, func(sign string) bool {
			return bytes.HasPrefix(data, []byte(sign)) || sign[0] == '<' && bytes.HasPrefix(head, []byte(sign))
		}) {
			return f.what, f.hint
		}
	}
	return "", ""
}
