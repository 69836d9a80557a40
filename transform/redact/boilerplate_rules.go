package redact

// Kinds of redact.boilerplate, by index.
const (
	boilConsent = iota
	boilCopyright
	boilShare
	boilSubscribe
	boilSignIn
	boilComments
	boilApp
	boilAdvert
	boilReadMore
	boilSource
	boilTags
	boilNavigation
	boilSiteTitle
	boilTeaser
	boilBylines
	boilCredits
	boilDatelines
	boilNone
)

var boilerKindNames = []string{"consent", "copyright", "share", "subscribe", "sign_in", "comments", "app", "advert", "read_more", "source_link", "hashtags",
	"navigation", "site_title", "teaser", "bylines", "credits", "datelines"}

// defaultBoiler are the kinds cut by default: who wrote a text and who made its pictures is part of it.
var defaultBoiler = boilerKindNames[:boilBylines]

// rules are tried in order; each asks for two signs or more.
var rules = []struct {
	kind  uint8
	holds func(f *traits) bool
}{
	{boilConsent, isConsent}, {boilCopyright, isCopyright}, {boilShare, isShare}, {boilComments, isComments}, {boilSignIn, isSignIn}, {boilSubscribe, isSubscribe},
	{boilApp, isApp}, {boilAdvert, isAdvert}, {boilSource, isSource}, {boilNavigation, isNavigation}, {boilReadMore, isReadMore}, {boilTags, isTags}, {boilCredits, isCredits}, {boilBylines, isByline},
}

// judgeLine returns the kind of boilerplate that a text with these traits is, boilNone for none.
func judgeLine(f *traits, kinds uint32) uint8 {
	if f.listed == 0 && f.digits == 0 && !f.has(pairSenses) && f.first&senseLead == 0 {
		return boilNone
	}
	if kind := labelKind(f); kind != boilNone && kinds>>kind&1 != 0 {
		return kind
	}
	for i := range rules {
		if kinds>>rules[i].kind&1 != 0 && rules[i].holds(f) {
			return rules[i].kind
		}
	}
	return boilNone
}

// labelKinds says what a label is by its other senses.
var labelKinds = []struct {
	senses wordSense
	kind   uint8
}{
	{senseAccept, boilConsent}, {senseRights, boilCopyright}, {senseShare | senseFollow, boilShare}, {senseSign, boilSignIn},
	{senseSubscribe, boilSubscribe}, {senseMore | senseRelated, boilReadMore}, {senseBy, boilBylines}, {senseNav | senseNavSure, boilNavigation},
}

// labelKind returns the kind of a line of nothing but labels: buttons and links, which no heading is called.
func labelKind(f *traits) uint8 {
	if f.labels == 0 || f.marked || f.tokens > 24 || f.tokens <= 2 && f.capitals+f.caseless == 0 || f.ends && f.first&senseRights == 0 {
		return boilNone
	}
	rest := f.tokens - f.labels - f.digits
	if rest > 0 && (f.labels < 2 || f.odd+f.nameWords > 0 || f.words > 9 || rest > f.labels) {
		return boilNone
	}
	for _, l := range labelKinds {
		if f.first&l.senses != 0 || f.first&senseLabel == 0 && f.has(l.senses) {
			return l.kind
		}
	}
	return boilNone
}

// isConsent: cookies or blockers, and the page speaking of itself and of what it asks for.
func isConsent(f *traits) bool {
	asks, cover := f.count(senseAccept)+f.count(senseData)+f.count(senseLegal), f.cover()
	self := f.count(sensePage)
	switch {
	case f.plain(senseCookie|senseAccept|senseLegal|senseData) && f.arrows == 0 && (f.has(senseCookie) || f.count(senseAccept) > 1):
		return true
	case f.bars > 0 && f.words <= 10 && f.ui == f.parts && f.count(senseAccept|senseData) > 2:
		return f.only(0)
	case f.first&senseAccept != 0 && f.count(senseData) > 1 && f.words <= 12:
		return cover >= .9 && f.odd == 0
	case self > 0 && f.count(senseAccept) > 1 && f.count(senseData) > 1 && cover >= .75:
		return true
	case f.has(senseCookie) && f.has(senseTech):
		return cover >= .85
	case f.has(senseCookie) && (f.kinds[0]|f.kinds[1]|f.kinds[2])&senseSite != 0:
		return cover >= .6 && f.words <= 60
	case f.has(senseCookie) && f.words <= 8:
		if f.arrows > 0 && f.bars == 0 {
			return false // a way through menus
		}
		return f.has(senseAccept|senseLegal) && cover >= .85 || self > 0 && cover >= .9 || asks >= 2 && cover >= .85
	case f.has(senseCookie):
		return self > 0 && (asks >= 2 && cover >= .6 || asks >= 1 && cover >= .75 || cover >= .9) || asks >= 3 && cover >= .85
	case f.has(senseTech):
		return (self > 0 || f.count(senseTech) > 1) && cover >= .7 && f.words <= 60 || cover >= .9 && f.odd <= 1 && f.words <= 20 && f.words > 2
	case f.words <= 8 && f.has(senseLegal) && self > 0 && f.nameWords == 0:
		return cover >= .9 && f.words > 2
	case f.words <= 10 && f.count(senseAccept) >= 2:
		return f.only(0) && f.bars+f.arrows > 0 && f.ui == f.parts
	}
	return f.has(senseLegal) && f.has(senseAccept) && self > 0 && cover >= .75 || self > 1 && f.has(senseLegal) && f.count(senseData) >= 2 && cover >= .8
}

// isCopyright: a claim of rights with its sign, a year or a holder; the legal links of a page.
func isCopyright(f *traits) bool {
	n := f.count(senseRights)
	switch {
	case f.count(senseDisclaim) > 1:
		return f.words <= 60 && f.cover() >= .6
	case f.first&senseRights != 0 && f.words <= 40 && (f.digits > 0 || n > 1 || f.nameWords > 0 && f.words <= 8):
		return f.odd <= 1 || n > 1 && f.cover() >= .4
	case n > 1 && f.words <= 80:
		return f.cover() >= .5 || f.digits > 0 && f.odd <= 2
	case n == 1 && f.words <= 20:
		return f.only(6) && f.listed > 1 && f.cover() >= .95 && !f.ends || f.only(3) && f.words <= 6
	case f.has(senseLegal):
		return f.words <= 24 && f.only(1) && f.parts > 1 && f.ui >= f.parts-1 && (f.count(senseLegal) > 1 || f.has(senseNav|senseNavSure)) && !f.stop
	}
	return f.first&senseMadeBy != 0 && f.words <= 10 && f.odd == 0 && f.words > 1
}

// isShare: networks and what one does with them.
func isShare(f *traits) bool {
	if f.words > 40 || f.cover() < .8 || f.odd > 2 {
		return false
	}
	nets, acts := f.count(senseNet), f.count(senseShare)
	switch {
	case acts > 0 && f.digits <= 1 && f.plain(senseShare|senseNet|senseChannel|senseFollow):
		return true
	case acts > 0 && f.digits > 0 && f.words <= 3:
		return f.odd == 0 && !f.ends
	case nets+f.count(senseChannel) >= 2 && nets > 0 && f.nameWords == 0 && f.odd == 0:
		return true
	case acts > 0 && nets > 0, acts > 0 && f.has(senseChannel) && f.only(2):
		return f.words <= 25
	case acts >= 2:
		return f.only(0) && f.words <= 8
	case f.last&senseShare != 0 && f.stop:
		return f.only(0) && f.words <= 8 && f.has(sensePage)
	case f.first&senseShare != 0:
		return f.only(0) && f.words >= 2 && f.words <= 6 && f.has(senseGlue|sensePage)
	case acts > 0:
		return f.only(0) && f.words >= 2 && f.words <= 5 && f.has(senseGlue) && !f.stop && !f.ends
	}
	return f.has(senseFollow) && (nets > 0 || f.only(0) && f.words <= 5 && f.words > 1 && f.has(sensePage))
}

// isComments: the head and the form of a page's comments.
func isComments(f *traits) bool {
	if !f.has(senseComment) || f.words > 30 || f.cover() < .9 || !f.only(0) {
		return false
	}
	return f.first&senseComment != 0 && (f.words > 1 && f.words <= 4 || f.digits > 0 || f.count(senseComment) > 1) || f.digits > 0 && f.words <= 4 || f.has(senseSign) || f.count(senseComment) > 1
}

// isSignIn: the doors of a page, and what it says to those who may not enter.
func isSignIn(f *traits) bool {
	cover, n := f.cover(), f.count(senseSign)
	switch {
	case f.has(senseOnly) && f.has(senseReader) && cover >= .75 && f.words <= 14 && f.odd <= 1 && (!f.ends || f.has(senseContent|sensePage)):
		return true
	case f.has(sensePay):
		return cover >= .75 && f.words <= 50 && f.has(sensePage|senseSign|senseSubscribe|senseAccount) && f.words > 2
	case f.first&senseSign != 0 && f.phrase > 1 && f.phrase < f.words && f.bound > 0 && f.colon == 0 && f.nameWords == 0:
		return f.words <= 7 && f.odd <= 1 && cover >= .7 && f.has(senseGlue) && !f.marked // log in to read on
	case n == 0 || cover < .85 || f.odd > 1:
		return false
	case f.plain(senseSign|senseAccount|senseNet|senseLetter|sensePay) && (f.has(senseNet|senseAccount|sensePage|senseLetter|sensePay) || n > 1 || f.phrase == f.words):
		return true
	case n >= 2:
		return f.words <= 30
	case f.words <= 20 && f.has(senseAccount|sensePage|senseLetter|senseSubscribe):
		return f.words > 1 && f.only(3)
	}
	if f.words < 2 || !f.only(0) {
		return false
	}
	return f.words <= 5 && (f.bars > 0 || f.first&senseSign != 0) || f.words <= 9 && f.has(senseGlue) && cover >= .95 && f.colon == 0 && !f.marked
}

// isSubscribe: a call to have news sent.
func isSubscribe(f *traits) bool {
	cover := f.cover()
	if f.words > 45 || cover < .75 {
		return false
	}
	acts, news := f.count(senseSubscribe), f.count(senseLetter)
	switch {
	case (acts > 0 || news > 0) && f.plain(senseSubscribe|senseLetter|senseChannel|senseSection|senseAccount):
		return acts == 0 || f.first&senseSubscribe != 0 || news > 0
	case f.first&senseFollow != 0 && f.has(senseAccount):
		return f.only(0) && f.digits > 0 && f.words <= 8
	case acts > 0 && news > 0:
		return f.odd <= 1 || cover >= .85
	case acts > 0 && f.first&senseSubscribe != 0:
		return f.odd == 0 && f.words > 1 && (f.words <= 5 || f.words <= 16 && (f.has(sensePage) || f.digits > 0) && cover >= .9)
	case acts > 0:
		return f.only(2) && f.words <= 8 && f.words > 1 && f.has(senseGlue|sensePage)
	}
	return news > 0 && f.only(2) && (f.has(sensePage) && f.words <= 20 && f.words > 1 || news > 1 && f.words <= 6)
}

// isApp: a call to take the page's app.
func isApp(f *traits) bool {
	return f.has(senseApp) && !f.marked && f.words > 1 && f.words <= 30 && f.cover() >= .85 && f.odd <= 1 && (f.count(senseApp) > 1 || f.has(sensePage|senseMore|senseNav) || f.words <= 6 && !f.ends)
}

// isAdvert: what says that an advertisement stands here.
func isAdvert(f *traits) bool {
	return f.has(senseAd) && (!f.ends || f.count(senseAd) > 1) && f.odd == 0 && f.words <= 14 && f.cover() >= .95 && (f.first&senseAd != 0 && (f.nameWords == 0 || f.count(senseAd) > 1 || f.words <= 4) || f.count(senseAd) > 1)
}

// isSource: "(source link)".
func isSource(f *traits) bool { return f.has(senseSource) && f.only(0) && f.words <= 5 }

// isReadMore: a link to the rest, or to other texts with their titles behind a colon.
func isReadMore(f *traits) bool {
	heads := senseMore | senseAlso | senseRelated
	switch {
	case f.pair(senseOther, senseContent, heads):
		return true
	case f.first&senseLead != 0 && f.colon > 0 && f.colon <= 2:
		return f.words > 3 && f.words <= 24 && !f.stop && (!f.ends || f.asks) && f.capitals > 1
	case f.has(senseOrigin):
		return f.words <= 40 && (f.nameWords > 0 || f.first&senseOrigin != 0)
	case f.first&senseMore != 0 && f.phrase > 1 && f.words <= 7 && (f.bound > 0 || f.phrase > 2) && f.colon == 0:
		return f.odd <= 2 && !f.ends && !f.stop
	case f.first&senseAlso != 0 && f.first&(senseMore|senseRelated) == 0 && f.phrase == 1 && f.colon == 0:
		return false // related work
	case f.has(heads) && f.only(0):
		return f.words <= 10 && (f.words > 1 || f.pointed) && (f.first&heads != 0 || !f.ends)
	case f.first&senseLead != 0 && f.has(senseSection|senseRelated) && f.only(0):
		return f.words > 1 && f.words <= 6 && !f.ends
	case f.first&heads == 0:
		return false
	case f.colon > 0 && f.colon <= 8:
		return f.colonKnown && f.words <= 30
	}
	return f.first&(senseAlso|senseRelated) != 0 && f.phrase > 1 && f.words <= 20 && !f.stop && !f.ends && f.nameWords > 0 || f.words <= 8 && f.phrase > 1 && f.only(4) && !f.ends
}

// isTags: a list of a text's subjects.
func isTags(f *traits) bool {
	if f.first&senseTags != 0 && f.bars > 0 && f.has(senseComment) {
		return f.words <= 40
	}
	return f.first&senseTags != 0 && f.colon > 0 && f.colon <= 4 && f.colonKnown && f.words <= 60 && f.parts > 1 && f.longest <= 5 && !f.stop ||
		f.first&senseTags != 0 && f.words <= 6 && f.odd == 0 && f.nameWords > 0 && f.colon == 0 && f.count(senseTags) > 1
}

// isNavigation: the ways through a site.
func isNavigation(f *traits) bool {
	if f.pair(senseMove, sensePlace, senseNav|senseNavSure) {
		return true
	}
	places := f.count(senseNav) + f.count(senseSection) + f.count(senseNavSure) + f.count(senseLegal) + f.count(senseSign)
	switch {
	case f.has(senseNav) && f.digits > 0 && f.words <= 16 && f.only(0):
		return !f.ends // pages
	case f.pointed && f.only(0) && f.words <= 6 && f.has(senseNav|senseNavSure|senseSection):
		return !f.ends
	case f.stop && f.words > 6:
		return false
	case f.first&senseNavSure != 0 && f.colon > 1 && f.colon == f.phrase:
		return f.words <= 20 && !f.ends && !f.marked
	case f.has(senseNavSure):
		return f.only(3) && f.words <= 14 || f.bars+f.arrows > 0 && f.ui*2 >= f.parts && f.longest <= 8
	case f.bars+f.arrows > 0 && f.has(senseNav|senseSection):
		return f.longest <= 5 && (places >= 2 && f.ui*2 >= f.parts && f.parts > 1 || f.first&senseNav != 0 && f.arrows > 0 && f.parts > 1 || f.only(0) && f.words <= 4)
	}
	return f.only(1) && f.has(senseNav) && places >= 4 && places*3 >= f.words*2
}

// isCredits: whose picture it is.
func isCredits(f *traits) bool {
	if !f.has(senseCredit) || f.words > 16 || f.odd > 1 {
		return false
	}
	n := f.count(senseCredit)
	return f.first&senseCredit != 0 && (f.colon > 0 && f.colon <= 3 || f.bars > 0 && f.nameWords > 0 || n > 1 || f.has(senseBy) && f.nameWords > 0) || n > 1 && f.only(4)
}

// isByline: who wrote it, and when.
func isByline(f *traits) bool {
	dates := f.has(senseMonth) && f.digits > 0 || f.digits >= 3
	switch {
	case f.words > 24 || f.stop && f.words > 10 || f.odd > 2 && f.caseless < 2:
		return false
	case f.first&senseBy != 0 && f.has(senseRole) && f.nameWords > 0 && f.nameWords <= 6 && f.odd == 0 && !f.ends && f.words <= 12:
		return true
	case f.first&senseBy != 0 && f.caseless > 1 && (f.colon > 0 && f.colon <= 3 || f.phrase > 1):
		return f.words <= 8 && !f.ends
	case f.first&senseBy != 0 && f.nameWords > 0:
		return f.odd == 0 && f.bound == 0 && (f.count(senseGlue) == f.count(senseGlue&f.first) || dates) && (f.nameWords > 1 && f.nameWords <= 8 || f.colon > 0 && f.colon <= 3) || f.odd <= 1 && dates
	case f.first&senseBy != 0:
		return f.odd <= 1 && (dates || f.colon > 0 && f.colon <= 3 && (f.caseless > 0 || f.capitals > 1)) && f.words <= 14
	case f.has(senseRole) && f.first == 0 && f.last&senseRole != 0 && f.digits == 0:
		return f.odd == 0 && f.nameWords >= 2 && f.words <= 8 && f.words <= f.nameWords+4
	case f.has(senseMinutes) && f.digits > 0:
		return f.only(0) && f.words <= 8 || f.only(4) && dates
	case f.first&senseDate != 0 && f.digits > 0 && f.only(0) && f.words <= 8:
		return f.words > 1 && (!f.ends || f.colon > 0)
	case f.first == 0 && f.has(senseMonth) && f.digits > 0 && f.nameWords >= 2 && f.nameWords <= 4:
		return f.odd == 0 && f.bound == 0 && f.words <= 9 && f.parts > 1 && !f.ends
	case f.has(senseDate|senseMonth) && dates && (!f.ends || f.has(senseDate)):
		return f.only(4) && f.words <= 16 && (f.has(senseDate) || f.nameWords == 0)
	}
	return false
}
