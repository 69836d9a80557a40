package main

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/tamis-data/tamis/schema"
)

// cellChars is how much of a string is shown where a document is not shown whole.
const cellChars = 60

// cellText writes a value for people, on one line and safe.
func cellText(v schema.Value) string {
	switch v.Kind() {
	case schema.Null:
		return "null"
	case schema.Bool:
		return strconv.FormatBool(v.Bool())
	case schema.Int32, schema.Int64:
		return strconv.FormatInt(v.Int(), 10)
	case schema.Float:
		return floatText(v.Float(), people)
	case schema.Time:
		return time.UnixMicro(v.Int()).UTC().Format(time.RFC3339Nano)
	case schema.List:
		return "[" + joinCells(v.List()) + "]"
	case schema.Struct:
		return "{" + joinCells(v.List()) + "}"
	}
	return safe(elideEnd(v.Str(), cellChars))
}

// people is how many digits of a float a person is shown; machines get all.
const people = 4

// floatText writes a number in so many significant digits, those before the point always, and no zeros at the end.
func floatText(f float64, digits int) string {
	if a := math.Abs(f); a >= 1e15 || a > 0 && a < 1e-4 {
		return strconv.FormatFloat(f, 'g', digits, 64)
	}
	places := digits
	for a := math.Abs(f); a >= 1 && places > 0; a /= 10 {
		places--
	}
	for a := math.Abs(f); a > 0 && a < 0.1; a *= 10 {
		places++
	}
	s := strconv.FormatFloat(f, 'f', places, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// measured writes a value and the threshold that it was held against, in as many digits as tell them apart.
func measured(value, threshold float64) string {
	digits := people
	for value != threshold && digits < 17 && floatText(value, digits) == floatText(threshold, digits) {
		digits++
	}
	return floatText(value, digits) + ", threshold " + floatText(threshold, digits)
}

// listShown is how many elements of a list are shown.
const listShown = 8

func joinCells(vs []schema.Value) string {
	var parts []string
	for _, v := range vs[:min(len(vs), listShown)] {
		parts = append(parts, cellText(v))
	}
	if n := len(vs) - listShown; n > 0 {
		parts = append(parts, "and "+countText(int64(n))+" more")
	}
	return strings.Join(parts, ", ")
}
