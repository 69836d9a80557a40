package fasttext

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf8"
)

// Fault is why a file can't be read as a model, and what to do about it.
type Fault struct{ message, hint string }

// Error implements error.
func (f *Fault) Error() string { return "read fastText model: " + f.message }

// Fault returns the reason without a word about the reader, and what to do.
func (f *Fault) Fault() (message, hint string) { return f.message, f.hint }

// errForeign stands for a file that does not begin as a model; what it is instead is found out last.
var errForeign = errors.New("no fastText model")

const modelHint = "a supervised model of fastText is needed (.bin or .ftz), as lid.176.ftz or what `tamis train classifier` makes"

// faultOf says why data could not be read.
func faultOf(data []byte, err error) error {
	var f *Fault
	if errors.As(err, &f) {
		return f
	}
	if err != errForeign {
		return &Fault{err.Error(), fmt.Sprintf("the file, of %d bytes, is cut off or damaged: copy or download it again and compare its size", len(data))}
	}
	switch {
	case bytes.HasPrefix(data, []byte("tamisng")):
		return &Fault{"it is a model of n-grams", "label.perplexity takes it; " + modelHint}
	case plainText(data):
		return &Fault{"it is text and no fastText model", modelHint + "; a .vec file holds vectors alone"}
	}
	return &Fault{"it does not begin as a fastText model", modelHint}
}

// plainText says whether a file begins as text does.
func plainText(data []byte) bool {
	head := data[:min(len(data), 512)]
	for len(head) > 0 && !utf8.Valid(head) && len(head) > 508 { // cut inside of a character
		head = head[:len(head)-1]
	}
	return len(head) > 0 && utf8.Valid(head) && bytes.IndexByte(head, 0) < 0
}
