package redact

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// asian looks for an address of Japan, China or Korea whose last number stands at a place.
func (p *piiScan) asian(i int, c *cluster) (start, end int) {
	end = skipBack(p.s, i)
	if end == 0 || p.s[end-1] < utf8.RuneSelf {
		return 0, 0
	}
	r, _ := utf8.DecodeLastRuneInString(p.s[:end])
	switch {
	case unicode.Is(unicode.Hangul, r):
		return p.korean(i)
	case unicode.Is(unicode.Han, r) || unicode.Is(unicode.Katakana, r) || unicode.Is(unicode.Hiragana, r):
		if at(p.s, i-1) != ' ' {
			return p.han(i, c)
		}
	}
	return 0, 0
}

// hanRun returns where the run of characters of Chinese and Japanese that ends at a place starts, at
// most forty characters before.
func hanRun(s string, end int) int {
	for range 40 {
		r, n := utf8.DecodeLastRuneInString(s[:end])
		if !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) && r != 'ー' {
			break
		}
		end -= n
	}
	return end
}

// han looks for an address in Chinese characters: in Japan prefecture, town and a number as 2-8-1, in
// China town, street and a number with 号.
func (p *piiScan) han(i int, c *cluster) (start, end int) {
	run := hanRun(p.s, i)
	text := p.s[run:i]
	end = digitBytes.End(p.s, i)
	for _, sign := range [...]string{"号", "號"} {
		if strings.HasPrefix(p.s[end:], sign) && strings.ContainsAny(text, "路街道巷段里弄村") && strings.ContainsAny(text, "市区區县縣省") {
			return run + townStart(text), p.rooms(end + len(sign))
		}
	}
	if !strings.ContainsAny(text, "市区區郡町村") || !strings.ContainsAny(text, "都道府県") {
		return 0, 0
	}
	for n := 1; n < c.n && c.gaps[n].kind == '-' && n < 3; n++ {
		end = c.groups[n].end
	}
	for more := true; more; {
		more = false
		for _, sign := range [...]string{"丁目", "番地", "番", "号"} {
			if strings.HasPrefix(p.s[end:], sign) {
				end = digitBytes.End(p.s, end+len(sign))
				more = true
			}
		}
	}
	return p.postMark(run + townStart(text)), end
}

// townStart returns where the name of the province or prefecture begins in a run that may begin with
// other words: two characters before the first sign of one, three where the name is one of those.
func townStart(text string) int {
	sign := strings.IndexAny(text, "都道府県省市")
	if strings.HasPrefix(text[max(0, sign):], "都府") { // 京都府
		sign += len("都")
	}
	start := sign
	for n := 0; n < 2 && start > 0; n++ {
		_, size := utf8.DecodeLastRuneInString(text[:start])
		start -= size
	}
	for _, long := range [...]string{"神奈川", "和歌山", "鹿児島", "黑龙江", "内蒙古"} {
		if strings.HasSuffix(text[:max(0, sign)], long) {
			return sign - len(long)
		}
	}
	return max(0, start)
}

// rooms takes in building, floor and room: 2号楼301室.
func (p *piiScan) rooms(end int) int {
	for range 3 {
		to := digitBytes.End(p.s, end)
		found := 0
		for _, sign := range [...]string{"号楼", "栋", "单元", "层", "楼", "室"} {
			if strings.HasPrefix(p.s[to:], sign) {
				found = to + len(sign)
				break
			}
		}
		if to == end || found == 0 {
			return end
		}
		end = found
	}
	return end
}

// postMark takes in the code of Japan's post before an address: 〒100-0001.
func (p *piiScan) postMark(start int) int {
	i := skipBack(p.s, start)
	if i < len("100-0001") || !form(p.s[i-len("100-0001"):i], "999-9999") {
		return start
	}
	i -= len("100-0001")
	if strings.HasSuffix(p.s[:i], "〒") {
		return i - len("〒")
	}
	return start
}

// korean looks for an address of Korea: town, district and road with a number.
func (p *piiScan) korean(i int) (start, end int) {
	road := hangulWord(p.s, skipBack(p.s, i))
	last := strings.TrimRight(p.s[road:i], " ")
	if !strings.HasSuffix(last, "로") && !strings.HasSuffix(last, "길") && !strings.HasSuffix(last, "동") {
		return 0, 0
	}
	start = road
	for range 3 {
		word := hangulWord(p.s, skipBack(p.s, start))
		name := strings.TrimRight(p.s[word:start], " ")
		if r, _ := utf8.DecodeLastRuneInString(name); name == "" || !strings.ContainsRune("시구군도읍면동", r) {
			break
		}
		start = word
	}
	if start == road {
		return 0, 0
	}
	end = digitBytes.End(p.s, i)
	if to := digitBytes.End(p.s, end+1); at(p.s, end) == '-' && to > end+1 {
		end = to
	}
	return start, end
}

func hangulWord(s string, end int) int {
	for range 12 {
		r, n := utf8.DecodeLastRuneInString(s[:end])
		if !unicode.Is(unicode.Hangul, r) && !(r < utf8.RuneSelf && digitBytes[byte(r)]) {
			break
		}
		end -= n
	}
	return end
}
