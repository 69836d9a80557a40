package label

import (
	"encoding/binary"
	"strings"

	"github.com/tamis-data/tamis/transform"
)

// claim is what the note of a claim holds.
type claim struct {
	several               bool // the document gives the surname several first names
	said                  span
	offices               officeSet
	spans                 []officeSpan
	surname, here, origin string
}

// note writes a claim: flags, span, offices, their spans, and the strings, each with its length.
func (c *claim) note() []byte {
	b := make([]byte, 0, 64+len(c.surname)+len(c.here)+len(c.origin)+9*len(c.spans))
	b = append(b, 0)
	if c.several {
		b[0] = 1
	}
	b = appendSpan(b, c.said)
	for _, w := range c.offices {
		b = binary.BigEndian.AppendUint64(b, w)
	}
	b = append(b, byte(len(c.spans)))
	for _, o := range c.spans {
		b = appendSpan(append(b, byte(o.office)), o.at)
	}
	for _, s := range [...]string{c.surname, c.here, c.origin} {
		b = append(binary.BigEndian.AppendUint32(b, uint32(len(s))), s...)
	}
	return b
}

func appendSpan(b []byte, s span) []byte {
	return binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(b, uint32(s.start)), uint32(s.end))
}

// readNote reads what note wrote; strings are copied, since a note is valid until the next claim alone.
func readNote(b []byte) (c claim) {
	c.several, b = b[0] == 1, b[1:]
	c.said, b = readSpan(b)
	for i := range c.offices {
		c.offices[i], b = binary.BigEndian.Uint64(b), b[8:]
	}
	n := int(b[0])
	b = b[1:]
	for range n {
		o := officeSpan{office: int(b[0])}
		o.at, b = readSpan(b[1:])
		c.spans = append(c.spans, o)
	}
	for _, s := range [...]*string{&c.surname, &c.here, &c.origin} {
		n := binary.BigEndian.Uint32(b)
		*s, b = string(b[4:4+n]), b[4+n:]
	}
	return c
}

func readSpan(b []byte) (span, []byte) {
	return span{int(binary.BigEndian.Uint32(b)), int(binary.BigEndian.Uint32(b[4:]))}, b[8:]
}

// noteOffices reads the offices of a claim alone.
func noteOffices(b []byte) (s officeSet) {
	for i := range s {
		s[i] = binary.BigEndian.Uint64(b[9+8*i:])
	}
	return s
}

// report is what a document is told.
type report struct {
	kind, surname, here, majority, other string
	documents, majorityDocuments         int64
	at                                   span
}

// tell rules a report: a Class with the numbers, then a Cut for every 16 bytes of its strings, since a verdict holds no more.
func (r *report) tell(to transform.Claim, rule func(transform.Claim, transform.Verdict)) {
	rule(to, transform.Verdict{Kind: transform.Class, Num: r.documents, Other: r.majorityDocuments, Start: int32(r.at.start), End: int32(r.at.end)})
	said := strings.Join([]string{r.kind, r.surname, r.here, r.majority, r.other}, "\x00")
	for len(said) > 0 {
		v := transform.Verdict{Kind: transform.Cut}
		v.Num = int64(copy(v.OtherContent[:], said))
		said = said[v.Num:]
		rule(to, v)
	}
}

// readReports reads what tell ruled.
func readReports(vs []transform.Verdict) (out []report) {
	var said []byte
	for i, v := range vs {
		switch v.Kind {
		case transform.Class:
			out = append(out, report{documents: v.Num, majorityDocuments: v.Other, at: span{int(v.Start), int(v.End)}})
			said = said[:0]
		case transform.Cut:
			said = append(said, v.OtherContent[:v.Num]...)
		}
		if i+1 == len(vs) || vs[i+1].Kind == transform.Class {
			r := &out[len(out)-1]
			parts := strings.SplitN(string(said), "\x00", 5)
			for k, p := range [...]*string{&r.kind, &r.surname, &r.here, &r.majority, &r.other} {
				if k < len(parts) {
					*p = parts[k]
				}
			}
		}
	}
	return out
}
