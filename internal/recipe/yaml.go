package recipe

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"github.com/tamis-data/tamis/internal/diag"
)

// The limits of a recipe file. The parser takes time in the square of keys and depth; at these it
// stays below a second, and the longest recipe people have written by hand has a tenth of them.
const (
	maxBytes  = 1 << 20
	maxTokens = 20_000 // keys, values and punctuation marks
	maxDepth  = 64     // brackets within brackets
	maxDashes = 8      // `- - -` on one line
)

// readYAML parses a recipe into nodes. The recipe's YAML is the part that reads as it looks:
// one document, no anchors, aliases, merge keys, tags, directives or `? key`. That leaves nothing
// that could expand, and nothing whose value stands elsewhere. The root is nil where there is
// nothing to go on with.
func readYAML(src *source, text []byte) (root *node, problems []diag.Problem) {
	if len(text) > maxBytes {
		return nil, []diag.Problem{src.problem(0, 0, 0, fmt.Sprintf("recipe is longer than %d bytes", maxBytes))}
	}
	if p, ok := foreignBytes(src); ok {
		return nil, []diag.Problem{p}
	}
	defer func() { // the parser panics on some broken texts
		if r := recover(); r != nil {
			root, problems = nil, append(problems, src.problem(1, 1, 1, "this can't be read as YAML"))
		}
	}()
	tokens := lexer.Tokenize(string(text))
	problems, fatal := scanTokens(src, tokens)
	if fatal {
		return nil, problems
	}
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return nil, append(problems, syntaxProblem(src, err))
	}
	r := reader{src: src, problems: problems}
	return r.document(file), r.problems
}

// foreignBytes finds the first byte that no recipe holds: invalid UTF-8 or a control character.
func foreignBytes(src *source) (diag.Problem, bool) {
	for i, line := range src.lines {
		col := 0
		for j, r := range line {
			col++
			if r == utf8.RuneError && !strings.HasPrefix(line[j:], "\uFFFD") {
				return src.problem(i+src.first, col, 1, "this is not UTF-8"), true
			}
			if r < 0x20 && r != '\t' || r == 0x7F {
				return src.problem(i+src.first, col, 1, fmt.Sprintf("control character %U", r)), true
			}
		}
	}
	return diag.Problem{}, false
}

// scanTokens reports what the recipe's YAML leaves out and what would take the parser too long.
func scanTokens(src *source, tokens token.Tokens) (problems []diag.Problem, fatal bool) {
	depth, dashes, line, said := 0, 0, 0, 0
	for i, tk := range tokens {
		if tk.Position.Line != line {
			line, dashes = tk.Position.Line, 0
		}
		switch tk.Type {
		case token.MappingStartType, token.SequenceStartType:
			depth++
		case token.MappingEndType, token.SequenceEndType:
			depth--
		case token.SequenceEntryType, token.MappingKeyType:
			dashes++
		}
		if depth > maxDepth || dashes > maxDashes || i >= maxTokens {
			message := "recipe is nested too deeply here"
			if i >= maxTokens {
				message = fmt.Sprintf("recipe has more than %d parts", maxTokens)
			}
			return append(problems, src.problem(line, tk.Position.Column, 1, message)), true
		}
		if message := leftOut(tk.Type); message != "" && said != line {
			said = line // a line full of aliases is one problem
			p := src.problem(line, tk.Position.Column, utf8.RuneCountInString(tk.Value), message)
			problems = append(problems, p)
		}
	}
	return problems, false
}

// leftOut says why a kind of token has no place in a recipe, "" where it has one.
func leftOut(t token.Type) string {
	switch t {
	case token.AnchorType, token.AliasType, token.MergeKeyType:
		return "anchors, aliases and merge keys are not allowed: write the value out"
	case token.TagType:
		return "tags are not allowed: write the value in quotes where it is text"
	case token.DirectiveType:
		return "directives are not allowed"
	case token.MappingKeyType:
		return "keys are written as `key: value`"
	}
	return ""
}

// syntaxProblem places an error of the parser.
func syntaxProblem(src *source, err error) diag.Problem {
	var e yaml.Error
	if !errors.As(err, &e) || e.GetToken() == nil || e.GetToken().Position == nil {
		return src.problem(1, 1, 1, "this can't be read as YAML")
	}
	pos := e.GetToken().Position
	p := src.problem(pos.Line, pos.Column, 1, e.GetMessage())
	line := src.line(pos.Line)
	if trimmed := strings.TrimLeft(line, " "); strings.HasPrefix(trimmed, "\t") {
		p.Col, p.Message, p.Hint = len(line)-len(trimmed)+1, "a tab can't indent YAML", "indent with spaces"
		return p
	}
	for _, w := range plainWords() {
		if strings.Contains(p.Message, w.of) {
			p.Message, p.Hint = w.message, w.hint
		}
	}
	return p
}

// wording is what a message of the parser says to people.
type wording struct{ of, message, hint string }

func plainWords() []wording {
	return []wording{
		{"sequence end token", "this [ has no ]", ""},
		{"flow map end token", "this { has no }", ""},
		{"could not find flow map", "this { has no }", ""},
		{"could not find end character", "this quote is never closed", `inside '…' a ' is written twice, inside "…" a " is written \"`},
		{"mapping value is not allowed", "`: ` can't stand in this text", "put text that holds `: ` in quotes, and look at the indentation of the next line"},
		{"value is not allowed in this context", "nothing can follow here", "put the whole text in quotes"},
		{"non-map value is specified", "`key: value` should stand here", ""},
		{"tab character", "a tab can't stand here", "use spaces"},
	}
}

// reader turns the parser's tree into nodes.
type reader struct {
	src      *source
	problems []diag.Problem
}

func (r *reader) document(file *ast.File) *node {
	var root *node
	for _, d := range file.Docs {
		if d.Body == nil || d.Body.Type() == ast.DirectiveType || d.Body.Type() == ast.CommentType {
			continue
		}
		if root != nil {
			pos := d.Body.GetToken().Position
			line := pos.Line
			if d.Start != nil {
				line = d.Start.Position.Line
			}
			r.problems = append(r.problems, r.src.problem(line, 1, 3, "a recipe is one YAML document; a second one begins here"))
			break
		}
		root = r.node(d.Body, nil, 0)
	}
	return root
}

// node converts one value; key is its key, for the place of a value that is not written.
func (r *reader) node(n ast.Node, key *node, depth int) *node {
	out := &node{src: r.src, kind: badNode, line: 1, col: 1, width: 1}
	if depth > maxDepth {
		return out
	}
	if n != nil && n.GetToken() != nil {
		out.line, out.col = n.GetToken().Position.Line, n.GetToken().Position.Column
	}
	switch n := n.(type) {
	case nil:
		out.kind = nullNode
	case *ast.NullNode:
		r.null(out, n, key)
	case *ast.MappingNode:
		r.mapping(out, n.Values, depth)
		if n.IsFlowStyle {
			out.line, out.col = n.Start.Position.Line, n.Start.Position.Column
		}
	case *ast.MappingValueNode:
		r.mapping(out, []*ast.MappingValueNode{n}, depth)
	case *ast.SequenceNode:
		out.kind = listNode
		for _, v := range n.Values {
			out.items = append(out.items, r.node(v, nil, depth+1))
		}
	case *ast.LiteralNode:
		out.kind, out.style, out.text = scalarNode, n.Start.Value[0], n.Value.Value
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode, *ast.MergeKeyNode, *ast.MappingKeyNode, *ast.DirectiveNode:
	default:
		r.scalar(out, n)
	}
	return out
}

func (r *reader) null(out *node, n *ast.NullNode, key *node) {
	out.kind, out.style = nullNode, 'p'
	out.text, out.width = n.Token.Value, utf8.RuneCountInString(n.Token.Value)
	written := strings.HasPrefix(r.src.rest(out.line, out.col), n.Token.Value)
	if key != nil && !written {
		out.line, out.col, out.width = key.line, key.col, key.width
	}
}

// mapping converts the entries of a mapping; a duplicate key is reported and left out.
func (r *reader) mapping(out *node, values []*ast.MappingValueNode, depth int) {
	out.kind = mapNode
	seen := map[string]*node{}
	for _, v := range values {
		key := r.node(v.Key, nil, depth+1)
		if key.kind != scalarNode && key.kind != nullNode {
			if key.kind != badNode {
				r.problems = append(r.problems, r.src.problem(key.line, key.col, 1, "a key must be a word"))
			}
			continue
		}
		key.kind = scalarNode
		if first := seen[key.text]; first != nil {
			p := r.src.problem(key.line, key.col, key.width, fmt.Sprintf("key %q stands twice", key.text))
			p.Hint = fmt.Sprintf("the first one is on line %d", first.line)
			r.problems = append(r.problems, p)
			continue
		}
		seen[key.text] = key
		out.entries = append(out.entries, entry{key, r.node(v.Value, key, depth+1)})
	}
	if len(out.entries) > 0 {
		out.line, out.col, out.width = out.entries[0].key.line, out.entries[0].key.col, out.entries[0].key.width
	}
}

// scalar converts a scalar. Its text is the token's, so numbers are read by the recipe's own
// rules and not by YAML's.
func (r *reader) scalar(out *node, n ast.Node) {
	tk := n.GetToken()
	out.kind, out.text, out.style = scalarNode, tk.Value, 'p'
	rest := r.src.rest(out.line, out.col)
	out.width = utf8.RuneCountInString(out.text)
	if tk.Type == token.SingleQuoteType || tk.Type == token.DoubleQuoteType {
		out.style = rest[:min(1, len(rest))][0]
		if raw, ok := quoted(rest); ok {
			out.width = utf8.RuneCountInString(raw)
		}
		return
	}
	if !strings.HasPrefix(rest, out.text) { // runs over several lines
		out.width = utf8.RuneCountInString(strings.TrimRight(rest, " "))
	}
}
