package schema

import (
	"errors"
	"fmt"
	"strings"
)

// ErrPrivate is what Rebuild returns where a row withholds what it removed.
var ErrPrivate = errors.New("a private row withholds what it removed")

// Replay puts the rows of one column into its original and returns the released text. Rows must be
// all rows of that column, in order. Before a byte is written it checks every row: order, lengths,
// the gap law (Start − previous end = OutStart − previous out end, bytes and code points), and that
// what it says was removed stands in the original. So rows applied to another text, the released
// one for example, are an error.
func Replay(original string, rows []Row) (text string, err error) {
	return swapAll(original, rows, forward)
}

// Rebuild takes the rows of one column back out of its released text and returns the original. It
// checks as Replay does and refuses private rows with ErrPrivate.
func Rebuild(text string, rows []Row) (original string, err error) {
	for i := range rows {
		if rows[i].Private {
			return "", fmt.Errorf("rebuild: row %d: %w", i, ErrPrivate)
		}
	}
	return swapAll(text, rows, backward)
}

// swap is a row seen from one side: what leaves the text, at a place, and what comes in.
type swap struct {
	at        int
	leaves    string
	comes     string
	leavesLen int
	withheld  bool
}

func forward(r *Row) swap {
	return swap{r.Start, r.Removed, r.Inserted, r.RemovedBytes, r.Private}
}

func backward(r *Row) swap {
	return swap{r.OutStart, r.Inserted, r.Removed, r.InsertedBytes, false}
}

func swapAll(text string, rows []Row, side func(*Row) swap) (string, error) {
	if err := checkGaps(rows); err != nil {
		return "", err
	}
	size := len(text)
	for i := range rows {
		s := side(&rows[i])
		if fault := s.fault(text); fault != "" {
			return "", fmt.Errorf("replay: row %d: %s", i, fault)
		}
		size += len(s.comes) - s.leavesLen
	}
	var b strings.Builder
	b.Grow(size)
	at := 0
	for i := range rows {
		s := side(&rows[i])
		b.WriteString(text[at:s.at])
		b.WriteString(s.comes)
		at = s.at + s.leavesLen
	}
	b.WriteString(text[at:])
	return b.String(), nil
}

// fault says why s is not of this text, "" where it is.
func (s *swap) fault(text string) string {
	end := s.at + s.leavesLen
	switch {
	case s.at < 0 || end < s.at || end > len(text):
		return "it reaches beyond the end of the text"
	case splits(text, uint32(s.at)) || splits(text, uint32(end)):
		return "it cuts a code point"
	case !s.withheld && text[s.at:end] != s.leaves:
		return "the text there is another one"
	}
	return ""
}

// checkGaps holds rows against one another, without a text.
func checkGaps(rows []Row) error {
	var prev Row // ends at the start of both texts
	for i := range rows {
		r := &rows[i]
		if fault := r.fault(&prev); fault != "" {
			return fmt.Errorf("replay: row %d: %s", i, fault)
		}
		if r.Slot != rows[0].Slot || r.Seq != i {
			return fmt.Errorf("replay: row %d: it is row %d of another column or place", i, r.Seq)
		}
		prev = *r
	}
	return nil
}

// fault says what is wrong with a row that follows prev, "" where nothing is.
func (r *Row) fault(prev *Row) string {
	gap := r.Start - prev.Start - prev.RemovedBytes
	charGap := r.CharStart - prev.CharStart - prev.RemovedChars
	switch {
	case r.RemovedBytes < 0 || r.InsertedBytes < 0 || r.RemovedBytes+r.InsertedBytes <= 0:
		return "it changes nothing"
	case gap < 0 || gap != r.OutStart-prev.OutStart-prev.InsertedBytes:
		return "its place does not follow from the row before"
	case charGap < 0 || charGap > gap || charGap != r.OutCharStart-prev.OutCharStart-prev.InsertedChars:
		return "its place in code points does not follow from the row before"
	case len(r.Inserted) != r.InsertedBytes || countChars(r.Inserted) != r.InsertedChars:
		return "its inserted text is not as long as it says"
	case r.Private && r.Removed != "":
		return "it is private and shows what it removed"
	case !r.Private && (len(r.Removed) != r.RemovedBytes || countChars(r.Removed) != r.RemovedChars):
		return "its removed text is not as long as it says"
	}
	return ""
}
