package redact

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/tamis-data/tamis/internal/scan"
)

// shape is the form of a token, as "ghp_{alnum:36}": literals, and runs of a class with their length
// or lengths. A bar says where the secret begins if what stands before it may stay.
type shape struct {
	parts  []part
	anchor string // the first literal
	lead   int    // bytes before it; parts before it have one length
	keep   int    // number of parts before the bar
}

// part is a literal, or a run of a class.
type part struct {
	literal  string
	class    *scan.Class
	min, max int
}

// shapeClasses are the classes a shape can name.
var shapeClasses = map[string]*scan.Class{
	"alnum": scan.Bytes("0-9A-Za-z"),
	"hex":   scan.Bytes("0-9A-Fa-f"),
	"digit": scan.Bytes("0-9"),
	"upper": scan.Bytes("0-9A-Z"),
	"lower": scan.Bytes("0-9a-z"),
	"alpha": scan.Bytes("A-Za-z"),
	"b32":   scan.Bytes("2-7A-Z"),
	"b58":   base58Bytes,
	"b64":   scan.Bytes("0-9A-Za-z+/"),
	"url":   scan.Bytes("0-9A-Za-z_-"),
	"dot":   scan.Bytes("0-9A-Za-z_.-"),
	"azure": scan.Bytes("0-9A-Za-z_.~-"),
	"crypt": scan.Bytes("0-9A-Za-z./"),
	"uuid":  scan.Bytes("0-9A-Fa-f-"),
	"eq":    scan.Bytes("="),
}

// parseShape reads a shape.
func parseShape(s string) (shape, error) {
	var sh shape
	for s != "" {
		open := strings.IndexAny(s, "{|")
		if open < 0 {
			open = len(s)
		}
		if open > 0 {
			sh.parts = append(sh.parts, part{literal: s[:open]})
			s = s[open:]
			continue
		}
		if s[0] == '|' {
			sh.keep, s = len(sh.parts), s[1:]
			continue
		}
		body, rest, ok := strings.Cut(s[1:], "}")
		p, err := parsePart(body)
		if !ok || err != nil {
			return sh, fmt.Errorf("shape part %q: %v", body, err)
		}
		sh.parts, s = append(sh.parts, p), rest
	}
	return sh, sh.findAnchor()
}

func parsePart(body string) (part, error) {
	name, lengths, _ := strings.Cut(body, ":")
	low, high, several := strings.Cut(lengths, "-")
	p := part{class: shapeClasses[name]}
	var err error
	if p.min, err = strconv.Atoi(low); err != nil {
		return p, err
	}
	if p.max = p.min; several {
		p.max, err = strconv.Atoi(high)
	}
	if p.class == nil {
		err = fmt.Errorf("class %q is not known", name)
	}
	return p, err
}

func (sh *shape) findAnchor() error {
	for _, p := range sh.parts {
		if p.literal != "" {
			sh.anchor = p.literal
			return nil
		}
		if p.min != p.max {
			break
		}
		sh.lead += p.min
	}
	return fmt.Errorf("no literal stands behind parts of one length")
}

// match returns where the secret of a token that starts at a place starts, and where it ends; 0 for
// no match. A run that goes on beyond its class's longest is another token.
func (sh *shape) match(s string, i int) (start, end int) {
	start = i
	for k, p := range sh.parts {
		if k == sh.keep {
			start = i
		}
		if p.literal != "" {
			if !strings.HasPrefix(s[i:], p.literal) {
				return 0, 0
			}
			i += len(p.literal)
			continue
		}
		end := p.class.End(s[:min(len(s), i+p.max)], i)
		if end-i < p.min || k == len(sh.parts)-1 && end < len(s) && p.class[s[end]] {
			return 0, 0
		}
		i = end
	}
	return start, i
}
