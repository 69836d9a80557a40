package redact

// date says whether the groups are a date: year, month, day in one of the usual orders.
func (x *number) date() bool {
	if x.n != 3 || x.plus || x.paren {
		return false
	}
	switch {
	case x.shape(4, 2, 2):
		return month(two(x.digits[4:])) && day(two(x.digits[6:]))
	case x.shape(2, 2, 4):
		a, b := two(x.digits[0:]), two(x.digits[2:])
		return month(a) && day(b) || month(b) && day(a)
	}
	return false
}

// two returns the number that two digits are.
func two(d []byte) int {
	return int(d[0]-'0')*10 + int(d[1]-'0')
}

func month(n int) bool { return n >= 1 && n <= 12 }
func day(n int) bool   { return n >= 1 && n <= 31 }
