package redact

import (
	"fmt"
	"regexp"
	"regexp/syntax"

	"github.com/tamis-data/tamis/transform"
)

var kindName = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,63}$`)

// checkPatterns returns what is wrong with the patterns: names, sizes, syntax, and replacements
// that would be replaced again.
func checkPatterns(a transform.Args) []transform.Fault {
	all := entries(a)
	if len(all) == 0 {
		return []transform.Fault{{Param: "patterns", Message: "no pattern given", Hint: "{kind: email, pattern: '…'}"}}
	}
	if len(all) > maxPatterns {
		return []transform.Fault{{Param: "patterns", Message: fmt.Sprintf("%d patterns, the limit is %d", len(all), maxPatterns), Hint: "join some with | or use a second step"}}
	}
	var faults []transform.Fault
	programs := make([]*regexp.Regexp, len(all))
	for i, e := range all {
		if !kindName.MatchString(e.kind) {
			faults = append(faults, transform.Fault{Param: "patterns", Message: fmt.Sprintf("kind %q is not a name", e.kind), Hint: "use a-z, 0-9, _ and -, as in us-phone"})
		}
		p, fault := checkPattern(e)
		if fault.Message != "" {
			faults = append(faults, fault)
		}
		programs[i] = p
	}
	return append(faults, checkReplacements(all, programs)...)
}

func checkPattern(e entry) (*regexp.Regexp, transform.Fault) {
	fault := transform.Fault{Param: "patterns"}
	if len(e.pattern) > maxPatternBytes {
		fault.Message = fmt.Sprintf("the pattern of %s has %d bytes, the limit is %d", e.kind, len(e.pattern), maxPatternBytes)
		return nil, fault
	}
	tree, err := syntax.Parse(e.pattern, syntax.Perl)
	if err != nil {
		fault.Message = fmt.Sprintf("the pattern of %s: %v", e.kind, err)
		fault.Hint = "the syntax is RE2: no look-around, no back-references"
		return nil, fault
	}
	program, err := syntax.Compile(tree.Simplify())
	if err != nil || len(program.Inst) > maxInstructions {
		fault.Message = fmt.Sprintf("the pattern of %s is too large a program", e.kind)
		fault.Hint = fmt.Sprintf("smaller counts in {n,m}: the limit is %d instructions", maxInstructions)
		return nil, fault
	}
	if width(tree).max == 0 {
		fault.Message = fmt.Sprintf("the pattern of %s matches nothing but the empty text", e.kind)
		return nil, fault
	}
	return regexp.MustCompile(e.pattern), transform.Fault{}
}

// checkReplacements refuses a replacement that one of the patterns would take again.
func checkReplacements(all []entry, programs []*regexp.Regexp) []transform.Fault {
	var faults []transform.Fault
	for i, e := range all {
		for j, p := range programs {
			if p == nil || all[i].replace == "" || !takes(p, e.replace) {
				continue
			}
			faults = append(faults, transform.Fault{Param: "patterns",
				Message: fmt.Sprintf("the replacement %q of %s matches the pattern of %s", e.replace, e.kind, all[j].kind),
				Hint:    "another replace:, or a pattern that does not match it"})
			break
		}
	}
	return faults
}

// takes says whether p matches a part of s that is not empty.
func takes(p *regexp.Regexp, s string) bool {
	for _, m := range p.FindAllStringIndex(s, -1) {
		if m[1] > m[0] {
			return true
		}
	}
	return false
}
