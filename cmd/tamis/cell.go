package main

import (
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
		return strconv.FormatFloat(v.Float(), 'g', -1, 64)
	case schema.Time:
		return time.UnixMicro(v.Int()).UTC().Format(time.RFC3339Nano)
	case schema.List:
		return "[" + joinCells(v.List()) + "]"
	case schema.Struct:
		return "{" + joinCells(v.List()) + "}"
	}
	return safe(elideEnd(v.Str(), cellChars))
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
