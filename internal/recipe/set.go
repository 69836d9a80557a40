package recipe

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/diag"
)

// applySets puts each path.to.key=value in place of what the recipe says there. A path is keys
// joined by dots, as `limits.document`; a member of a list is its number from 0, a step also its
// name (`steps.dedupe.near.threshold`), a source its name. The value is YAML.
func applySets(root *node, sets []string, specs specIndex) []diag.Problem {
	var problems []diag.Problem
	for i, set := range sets {
		src := newSource("--set", set)
		src.first = i + 1
		path, value, ok := strings.Cut(set, "=")
		if !ok || path == "" || strings.Contains(set, "\n") {
			p := src.problem(i+1, 1, 1, "a setting is written path.to.key=value")
			problems = append(problems, p)
			continue
		}
		v, ps := readSetting(src, i+1, path, value)
		problems = append(problems, ps...)
		if v == nil {
			continue
		}
		s := setting{root: root, specs: specs, src: src, line: i + 1, col: 1}
		if message := s.put(root, strings.Split(path, "."), v, false); message != "" {
			problems = append(problems, src.problem(i+1, s.col, utf8.RuneCountInString(path)-s.col+1, message))
		}
	}
	return problems
}

// readSetting parses the value of a setting; its nodes stand behind the = of the whole setting.
func readSetting(src *source, line int, path, value string) (*node, []diag.Problem) {
	own := newSource(src.file, value)
	own.first = 1
	v, problems := readYAML(own, []byte(value))
	if v == nil && len(problems) == 0 {
		v = &node{kind: scalarNode, style: '"', src: own, line: 1, col: 1, width: 1}
	}
	shift := utf8.RuneCountInString(path) + 1
	for i := range problems {
		problems[i].Pos.Line, problems[i].Line = line, src.line(line)
		problems[i].Col += shift
	}
	if v != nil {
		move(v, src, line, shift)
	}
	return v, problems
}

func move(n *node, src *source, line, shift int) {
	n.src, n.line, n.col = src, line, n.col+shift
	for _, e := range n.entries {
		move(e.key, src, line, shift)
		move(e.value, src, line, shift)
	}
	for _, it := range n.items {
		move(it, src, line, shift)
	}
}

// setting is one --set on its way down the tree.
type setting struct {
	root  *node
	specs specIndex
	src   *source
	line  int
	col   int // of the part of the path at work
}

// put stores v below n. It returns what is wrong with the path, or "".
func (s *setting) put(n *node, path []string, v *node, inSteps bool) string {
	if n.kind == listNode {
		return s.putItem(n, path, v)
	}
	if n.kind != mapNode {
		*n = node{kind: mapNode, src: s.src, line: s.line, col: s.col, width: 1}
	}
	for i := range n.entries {
		e := &n.entries[i]
		count := prefixed(path, e.key.text)
		if count == 0 {
			continue
		}
		if count == len(path) {
			e.value = v
			return ""
		}
		s.col += utf8.RuneCountInString(e.key.text) + 1
		s.spellOut(e)
		return s.put(e.value, path[count:], v, e.key.text == "steps")
	}
	return s.add(n, path, v)
}

// add makes a key that is not there yet, and what lies below it.
func (s *setting) add(n *node, path []string, v *node) string {
	if slices.Contains(path, "") {
		return "a setting is written path.to.key=value"
	}
	width := utf8.RuneCountInString(path[0])
	key := &node{kind: scalarNode, text: path[0], style: 'p', src: s.src, line: s.line, col: s.col, width: width}
	if len(path) == 1 {
		n.entries = append(n.entries, entry{key, v})
		return ""
	}
	s.col += width + 1
	child := &node{kind: mapNode, src: s.src, line: s.line, col: s.col, width: 1}
	n.entries = append(n.entries, entry{key, child})
	return s.put(child, path[1:], v, false)
}

// putItem stores v in or below a member of a list.
func (s *setting) putItem(n *node, path []string, v *node) string {
	i, count := findItem(n.items, path)
	if i < 0 {
		return fmt.Sprintf("nothing in this list is called %q", strings.Join(path, "."))
	}
	item := n.items[i]
	if count == len(path) {
		n.items[i] = v
		return ""
	}
	if name, ok := stepKey(item); ok && !isNumber(path[0]) {
		return s.putStep(n, i, name, path[count:], v)
	}
	s.col += utf8.RuneCountInString(strings.Join(path[:count], ".")) + 1
	return s.put(item, path[count:], v, false)
}

// putStep stores v as a parameter of a step that the path names.
func (s *setting) putStep(n *node, i int, name string, path []string, v *node) string {
	item := n.items[i]
	if item.kind == scalarNode { // `- clean.unicode` becomes `- clean.unicode: {}`
		key := *item
		empty := &node{kind: mapNode, src: item.src, line: item.line, col: item.col, width: item.width}
		item = &node{kind: mapNode, src: item.src, line: item.line, col: item.col, width: item.width, entries: []entry{{&key, empty}}}
		n.items[i] = item
	}
	if len(path) == 1 && isStepKey(path[0]) {
		return s.put(item, path, v, false)
	}
	for j := range item.entries {
		if item.entries[j].key.text == name {
			s.spellOut(&item.entries[j])
			return s.put(item.entries[j].value, path, v, false)
		}
	}
	return "this is no step"
}

// spellOut turns `name: value` of a step into `name: {param: value}`.
func (s *setting) spellOut(e *entry) {
	spec := s.specs[e.key.text]
	if spec == nil || spec.Short == "" || e.value.kind == mapNode || e.value.kind == nullNode {
		return
	}
	key := *e.key
	key.text = spec.Short
	e.value = &node{kind: mapNode, src: e.value.src, line: e.value.line, col: e.value.col, width: e.value.width,
		entries: []entry{{&key, e.value}}}
}

// prefixed returns how many parts of path make up key, 0 where it does not begin with it.
func prefixed(path []string, key string) int {
	count := strings.Count(key, ".") + 1
	if count <= len(path) && strings.Join(path[:count], ".") == key {
		return count
	}
	return 0
}

// findItem finds the member of a list that a path begins with, and how many of its parts name it.
func findItem(items []*node, path []string) (index, count int) {
	if isNumber(path[0]) {
		i, err := strconv.Atoi(path[0])
		if err != nil || i >= len(items) {
			return -1, 0
		}
		return i, 1
	}
	for i, it := range items {
		for _, name := range itemNames(it) {
			if count := prefixed(path, name); count > 0 {
				return i, count
			}
		}
	}
	return -1, 0
}

// itemNames returns what a member of a list is called: the `as` and key of a step, the name of a source.
func itemNames(n *node) []string {
	var names []string
	for _, field := range []string{"as", "name"} {
		if v := n.get(field); v != nil && v.kind == scalarNode {
			names = append(names, v.text)
		}
	}
	if key, ok := stepKey(n); ok {
		names = append(names, key)
	}
	return names
}

// stepKey returns the transform that an entry of steps names.
func stepKey(n *node) (string, bool) {
	if n.kind == scalarNode {
		return n.text, true
	}
	for _, e := range n.entries {
		if strings.Contains(e.key.text, ".") {
			return e.key.text, true
		}
	}
	return "", false
}

func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
