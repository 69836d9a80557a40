// Package expr compiles the expressions of a recipe: small questions about one document, with
// the syntax of expr-lang, a fixed list of pure functions and types known before the first byte
// is read.
//
// Of expr-lang it takes the parser alone. Checking and evaluation are here, over schema.Value:
// that gives the rules for null below, makes overflow an error and costs no allocation for
// anything that returns no new string.
//
// # Types
//
// bool, int64 (int32 columns widen), float64, string, timestamp and lists of them; an integer
// beside a float becomes a float. Lists of structs know len and nothing else. There are no maps,
// closures, loops or variables.
//
// # Null
//
// Null (written nil) is a value of its own for == and !=: nil == nil, and nothing else equals
// it. <, <=, >, >=, in, contains, startsWith, endsWith and matches are false with a null operand.
// and, or, not and ?: take a null bool as false. Arithmetic and functions give null for a null
// argument, min and max skip nulls. a ?? b is b where a is null.
//
// # Errors while it runs
//
// Integer overflow, division by zero, a float that is no finite number and a string longer than
// MaxString are errors, which name the place in the expression and never a value of the document.
package expr

import (
	"errors"
	"fmt"
	"regexp"
	"unicode/utf8"

	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"

	"github.com/tamis-data/tamis/schema"
)

// The limits of one expression. People write below 300 bytes; 4,096 leave room for a long list
// after `in`. Chained comparisons share operands, so nodes are counted as often as they run: that
// bounds the time of an evaluation too.
const (
	MaxSource  = 4096     // bytes of an expression
	MaxNodes   = 2048     // operands and operators, as evaluated
	MaxPattern = 1000     // bytes of a pattern
	MaxString  = 64 << 20 // bytes of a string that + makes
)

// Error is what is wrong with an expression, or went wrong when it ran.
type Error struct {
	Offset  int // code points before the place
	Width   int // code points of the place, at least 1
	Message string
	Hint    string
	Unknown string // the name that no column has, for a suggestion; else ""
}

// Error returns the message and the column of the expression, counted from 1.
func (e *Error) Error() string {
	return fmt.Sprintf("%s (column %d of the expression)", e.Message, e.Offset+1)
}

// Scope says what names mean in an expression.
type Scope struct {
	// Column gives the slot and declaration of a column by its name as of the step.
	Column func(name string) (slot int, c schema.Column, ok bool)
	// Metric gives those of a number that an earlier step measured; nil where there are none.
	Metric func(step, name string) (slot int, c schema.Column, ok bool)
	// MetricHint says what to write in place of a number that Metric does not know; nil where nobody does.
	MetricHint func(step, name string) string
}

// Columns returns the scope in which the columns are those of cols, whose index is the slot.
// Metrics are found by <step>__<name>.
func Columns(cols []schema.Column) Scope {
	find := func(name string, metric bool) (int, schema.Column, bool) {
		for i := len(cols) - 1; i >= 0; i-- {
			if cols[i].Name == name && cols[i].Metric == metric {
				return i, cols[i], true
			}
		}
		return -1, schema.Column{}, false
	}
	return Scope{
		Column: func(name string) (int, schema.Column, bool) { return find(name, false) },
		Metric: func(step, name string) (int, schema.Column, bool) { return find(step+"__"+name, true) },
	}
}

// Program is a compiled expression. It keeps no state, so many goroutines may share one.
type Program struct {
	eval    evalFunc
	typ     schema.Type
	columns []string
	slots   []int
}

// evalFunc computes one node for a document.
type evalFunc func(d *schema.Doc) (schema.Value, error)

// Compile checks src against the names of a scope. The error is an *Error.
func Compile(src string, scope Scope) (p *Program, err error) {
	if len(src) > MaxSource {
		return nil, &Error{Message: fmt.Sprintf("expression is longer than %d bytes", MaxSource)}
	}
	if !utf8.ValidString(src) {
		return nil, &Error{Message: "expression is not valid UTF-8"}
	}
	defer func() { // the parser dereferences nil nodes after some errors
		if r := recover(); r != nil {
			p, err = nil, &Error{Message: "expression can't be parsed"}
		}
	}()
	tree, err := parser.Parse(src)
	if err != nil {
		return nil, syntaxError(err)
	}
	c := &compiler{scope: scope, seen: map[string]bool{}}
	root, err := c.node(tree.Node)
	if err != nil {
		return nil, err
	}
	return &Program{eval: root.eval, typ: root.typ, columns: c.columns, slots: c.slots}, nil
}

func syntaxError(err error) error {
	var f *file.Error
	if errors.As(err, &f) {
		e := &Error{Offset: f.From, Width: f.To - f.From, Message: f.Message}
		if m := unexpected.FindStringSubmatch(f.Message); m != nil {
			e.Message = "unexpected " + m[1]
		}
		if e.Message == `unexpected "="` {
			e.Hint = "two values are compared with =="
		}
		if f.Message == "unexpected token EOF" {
			e.Message = "the expression ends too early"
		}
		return e
	}
	return &Error{Message: err.Error()}
}

// unexpected is how expr-lang's parser names a token that it can't use.
var unexpected = regexp.MustCompile(`^unexpected token \w+\((".*")\)$`)

// Eval computes the expression for a document.
func (p *Program) Eval(d *schema.Doc) (schema.Value, error) { return p.eval(d) }

// Type returns the type of what Eval gives; its Kind is schema.Null for the expression `nil`.
func (p *Program) Type() schema.Type { return p.typ }

// Columns lists the columns that the expression reads, metrics as <step>__<name>, in order of
// first use.
func (p *Program) Columns() []string { return p.columns }

// Slots lists the slots of Columns.
func (p *Program) Slots() []int { return p.slots }
