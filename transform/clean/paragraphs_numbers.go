package clean

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Numbers that begin a line and tell that it does not go on from the one above.

// numberReach is how many lines above an item the one before it is looked for.
const numberReach = 8

// nextNumber says whether line j begins with the number that follows that of an item not far above it, in the same
// column.
func (p *setter) nextNumber(j int) bool {
	number := p.numberOf(j)
	if number < 2 {
		return false
	}
	for i := j - 1; i >= 0 && i >= j-numberReach; i-- {
		if p.numberOf(i) == number-1 && p.sheet.lines[i].columns == p.sheet.lines[j].columns {
			return true
		}
	}
	return false
}

// numberOf returns the number of the item that line i begins with, 0 for none.
func (p *setter) numberOf(i int) int {
	l := &p.sheet.lines[i]
	said := p.s[l.text:l.stop]
	n := itemOf(said)
	if n < 3 || said[0] < '0' || said[0] > '9' {
		return 0
	}
	number, _ := strconv.Atoi(said[:n-2])
	return number
}

// eastDigits are the signs of which Chinese and Japanese make the numbers of headings and items.
const eastDigits = "0123456789０１２３４５６７８９一二三四五六七八九十百零〇壹贰叁肆伍陆柒捌玖拾"

// numberedEast says whether a line begins as headings and items of Chinese and Japanese do: 一、 1、 （二） (3) 第四条
// ①. A comma that closes what is numbered, brackets around a number, or a word for a part of a text behind it.
func numberedEast(s string) bool {
	s = s[:min(len(s), 40)]
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r >= 0x2460 && r < 0x2500 || r >= 0x3220 && r < 0x3248 || r >= 0x3280 && r < 0x328A:
		return true
	case r == '（' || r == '(' || r == '第':
		rest := strings.TrimLeft(s[n:], eastDigits)
		if len(rest) == len(s)-n {
			return false
		}
		behind, _ := utf8.DecodeRuneInString(rest)
		if r == '第' {
			return strings.ContainsRune("章节節条條回卷編编篇部", behind)
		}
		after, size := utf8.DecodeRuneInString(rest[utf8.RuneLen(behind)*min(1, len(rest)):])
		return (behind == '）' || behind == ')') && size > 0 && (after >= 0x3000 && noBlanks(after) || after == ' ') && len(s)-n-len(rest) <= 9 && (r == '（' || strings.ContainsFunc(rest, func(r rune) bool { return r >= 0x3000 && noBlanks(r) }))
	}
	rest := strings.TrimLeft(s, eastDigits)
	behind, _ := utf8.DecodeRuneInString(rest)
	return len(rest) < len(s) && len(s)-len(rest) <= 9 && (behind == '、' || behind == '．')
}
