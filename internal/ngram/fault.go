package ngram

import (
	"bytes"
	"fmt"
	"strings"
)

// Fault is why a file can't be read as a model, and what to do about it.
type Fault struct{ message, hint string }

// Error implements error.
func (f *Fault) Error() string { return "read n-gram model: " + f.message }

// Fault returns the reason without a word about the reader, and what to do.
func (f *Fault) Fault() (message, hint string) { return f.message, f.hint }

// damaged is a model of tamis that can't be one.
func damaged(format string, args ...any) error {
	return &Fault{fmt.Sprintf(format, args...), "the file is cut off or damaged: copy it again, or make it again with `tamis train ngram`"}
}

const modelHint = "a model is what `tamis train ngram` makes, or an ARPA file"

// dataMark is how an ARPA file begins.
const dataMark = `\data\`

// foreign is a file that begins neither as a model of tamis nor, with its first line, as an ARPA file; nil for one that does.
func foreign(data []byte, first string) error {
	switch {
	case first == dataMark:
		return nil
	case bytes.HasPrefix(data, []byte("mmap lm")):
		return &Fault{"it is a binary of KenLM, whose layout is its own", "take the ARPA file that it was built from"}
	case bytes.HasPrefix(data, []byte(magic[:len(magic)-1])) && len(data) > len(magic):
		return &Fault{fmt.Sprintf("it has version %q of the format, and this tamis reads %s", data[len(magic)-1], magic[len(magic)-1:]),
			"make it again with `tamis train ngram` of this version"}
	case bytes.HasPrefix(data, []byte{0xba, 0x16, 0x4f, 0x2f}):
		return &Fault{"it is a model of fastText", "label.classifier and label.language take it; " + modelHint}
	}
	return &Fault{"it is no model of n-grams: it does not begin with " + dataMark, modelHint}
}

// fault says where an ARPA file is wrong.
func (a *arpa) fault(err error) error {
	if strings.TrimSpace(string(a.data)) == "" && a.ended {
		return &Fault{fmt.Sprintf("it ends behind line %d, where more should follow", a.number), "the file is cut off: copy or download it again"}
	}
	return &Fault{fmt.Sprintf("line %d: %s", a.number, err), "it is no ARPA file as SRILM and KenLM write it"}
}
