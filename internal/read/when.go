package read

import (
	"math"
	"strconv"
	"time"
)

// timeLayouts are the dates that are understood, those without a zone as UTC.
var timeLayouts = []string{
	time.RFC3339Nano, // also takes no fraction
	"2006-01-02T15:04:05",
	"2006-01-02 15:04:05Z07:00",
	"2006-01-02 15:04:05 Z07:00",
	"2006-01-02 15:04:05",
	"2006-01-02T15:04Z07:00",
	"2006-01-02T15:04",
	"2006-01-02 15:04",
	"2006-01-02",
}

const (
	// leastSeconds keeps years (2024) and days (20240131) from being taken for seconds since 1970;
	// nine digits begin in March 1973.
	leastSeconds = 100_000_000
	// firstMicros and lastMicros bound the years 1 to 9999, which every reader of a release can show.
	firstMicros = -62_135_596_800_000_000
	lastMicros  = 253_402_300_799_999_999
)

// toTime reads an instant: RFC 3339, a date, a date and time without zone as UTC, or seconds since
// 1970 as a number or in digits, of nine digits at least.
func toTime(c cell) (micros int64, ok bool) {
	switch c.kind {
	case instant:
		micros, ok = c.n, true
	case integer:
		micros, ok = seconds(strconv.FormatInt(c.n, 10))
	case float:
		micros, ok = seconds(strconv.FormatFloat(c.f, 'f', 6, 64))
	case number:
		micros, ok = seconds(c.s)
	case text:
		if micros, ok = seconds(c.s); !ok {
			micros, ok = date(c.s)
		}
	}
	return micros, ok && micros >= firstMicros && micros <= lastMicros
}

func date(s string) (int64, bool) {
	if len(s) < len("2006-01-02") || len(s) > 64 || s[4] != '-' {
		return 0, false
	}
	for _, layout := range timeLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UnixMicro(), true
		}
	}
	return 0, false
}

// seconds reads seconds since 1970, with a fraction or not.
func seconds(s string) (int64, bool) {
	if len(s) > 32 || !decimal(s) {
		return 0, false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err == nil {
		if n > -leastSeconds && n < leastSeconds || n > math.MaxInt64/1_000_000 || n < math.MinInt64/1_000_000 {
			return 0, false
		}
		return n * 1_000_000, true
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.Abs(f) < leastSeconds || math.Abs(f) > 1e12 {
		return 0, false
	}
	return int64(math.Round(f * 1e6)), true
}
