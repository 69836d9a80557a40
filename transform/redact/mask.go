package redact

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// finding is a span that a step takes out; kind is an index into the step's kinds.
type finding struct {
	start, end int
	kind       uint8
}

// masker is what redact.pii and redact.secrets have in common: a scan that finds, and what stands
// in place of what was found.
type masker struct {
	on      []int
	kinds   []string
	masks   []string // of each kind, where values are not numbered
	replace string
	number  bool
	scan    func(found []finding, s string) []finding
}

// maskParams are the parameters of a masker.
var maskParams = []transform.Param{
	{Name: "replace", Type: transform.ParamString, Default: "<{kind}>", Doc: "What stands in place of a value; `{kind}` is its kind, all else is literal."},
	{Name: "number", Type: transform.ParamBool, Default: false, Doc: "Number the values of a kind within a document: `{kind}` reads `email-1`, `email-2`, the same for the same value."},
}

func newMasker(a transform.Args, kinds []string, scan func([]finding, string) []finding) *masker {
	m := &masker{on: a.On, kinds: kinds, replace: a.String("replace"), number: a.Bool("number"), scan: scan}
	for _, kind := range kinds {
		m.masks = append(m.masks, strings.ReplaceAll(m.replace, "{kind}", kind))
	}
	return m
}

// findings are the buffers of scans, kept from text to text.
var findings = sync.Pool{New: func() any { return new([]finding) }}

// Map implements transform.Mapper.
func (m *masker) Map(_ context.Context, d *schema.Doc) error {
	numbers := numbering{}
	for _, slot := range m.on {
		if err := m.column(d, slot, &numbers); err != nil {
			return err
		}
	}
	return nil
}

// column masks until nothing is found: masks can bring together what was apart, above all where
// they are empty. Should a text of hostile design go on, the mask of what was found last stands in
// place of all of it.
func (m *masker) column(d *schema.Doc, slot int, numbers *numbering) error {
	p := findings.Get().(*[]finding)
	defer findings.Put(p)
	for round := 0; ; round++ {
		s := d.Str(slot)
		*p = m.find((*p)[:0], s)
		if len(*p) == 0 {
			return nil
		}
		e := d.Edit(slot)
		if round == maxRounds {
			e.Replace(0, len(s), m.masks[(*p)[0].kind], (*p)[0].kind)
			return d.Apply(e)
		}
		for _, f := range *p {
			e.Replace(f.start, f.end, m.mask(f, s, numbers), f.kind)
		}
		if err := d.Apply(e); err != nil {
			return err
		}
	}
}

func (m *masker) mask(f finding, s string, numbers *numbering) string {
	if !m.number {
		return m.masks[f.kind]
	}
	n := numbers.of(f.kind, s[f.start:f.end])
	return strings.ReplaceAll(m.replace, "{kind}", m.kinds[f.kind]+"-"+strconv.Itoa(n))
}

// find returns what is taken out of s, in order; of findings that overlap the one that starts first
// counts, then the longest, and takes in what the others cover.
func (m *masker) find(found []finding, s string) []finding {
	found = m.scan(found, s)
	if !slices.IsSortedFunc(found, order) {
		slices.SortFunc(found, order)
	}
	kept, end := found[:0], 0
	for _, f := range found {
		switch {
		case f.start >= end:
			kept, end = append(kept, f), f.end
		case f.end > end:
			kept[len(kept)-1].end, end = f.end, f.end
		}
	}
	return kept
}

func order(a, b finding) int {
	return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end), cmp.Compare(a.kind, b.kind))
}

// Find implements transform.Finder.
func (m *masker) Find(text string, found func(start, end int)) {
	p := findings.Get().(*[]finding)
	defer findings.Put(p)
	*p = m.find((*p)[:0], text)
	for _, f := range *p {
		found(f.start, f.end)
	}
}

// numbering gives the values of a document their numbers, by kind.
type numbering struct {
	known map[string]int
	last  [256]int
}

// of returns the number of a value. Case, spaces and punctuation of numbers do not count: a number
// written in two ways is one.
func (n *numbering) of(kind uint8, value string) int {
	key := string(rune(kind)) + strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -()/\u00A0\n", r) {
			return -1
		}
		return r
	}, strings.ToLower(value))
	if n.known == nil {
		n.known = map[string]int{}
	}
	if n.known[key] == 0 {
		n.last[kind]++
		n.known[key] = n.last[kind]
	}
	return n.known[key]
}

// twice refuses a kind that is given twice.
func twice(kinds []string) []transform.Fault {
	for i, kind := range kinds {
		if slices.Contains(kinds[:i], kind) {
			return []transform.Fault{{Param: "kinds", Message: fmt.Sprintf("%s is given twice", kind)}}
		}
	}
	return nil
}

// checkMask refuses a replacement that the step would take out again.
func checkMask(m *masker) []transform.Fault {
	for kind, name := range m.kinds {
		mask := m.masks[kind]
		if m.number {
			mask = strings.ReplaceAll(m.replace, "{kind}", name+"-1")
		}
		if hits := m.find(nil, mask); len(hits) > 0 {
			return []transform.Fault{{Param: "replace", Hint: "another replacement, as the default <{kind}>",
				Message: fmt.Sprintf("the replacement %q would itself be taken for %s", mask, m.kinds[hits[0].kind])}}
		}
	}
	return nil
}
