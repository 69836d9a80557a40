package label

// oddPhrases are fixed phrases in which one word was exchanged for a synonym that nobody uses there, as tools for rewriting do:
// "supreme courtroom", "on the identical time". Only such stand here as hardly have a sense of their own. Those of science are of
// the kind that Cabanac, Labbé and Magazinov (2021) collected.
var oddPhrases = func() *phrases {
	p := new(phrases)
	for _, list := range [...]string{oddNews, oddEconomy, oddScience, oddIdioms} {
		p.add(1, list)
	}
	return p
}()

const (
	oddNews = `choice solution|choice solutions|choice routes to|choice fuels|obvious communication|obvious communications|important growth in|important growths in|meaningful growth in
atmosphere change|climate alteration|climate modification talks|environment change conference|weather change accord|local weather change
vitality security|vitality prices|vitality sector|vitality supply|renewable vitality|nuclear vitality|nuclear arms handle|arms handle
overseas minister|overseas ministers|overseas ministry|overseas affairs minister|overseas secretary|remote minister|external minister of|prime pastor|secretary of nation|secretary of country
white residence|white dwelling|oval workplace|supreme courtroom|excessive courtroom|federal courtroom|courtroom docket|national safety council|national safety adviser|national safety advisor|homeland safety
united international locations|member international locations|growing international locations|european international locations|neighboring international locations|neighbouring international locations|western international locations
unified states|joined states|assembled states|joined together states|joined nations|assembled nations|unified nations|joined kingdom|unified kingdom|assembled kingdom
cease-hearth|stop-fire|truce fire|cold conflict|chilly war|chilly conflict|civil conflict ii|world conflict ii|global conflict ii
human privileges|freedom of discourse|flexibility of speech|flexibility of expression|opportunity of speech|common rights movement
news convention|information convention|breaking information|information outlets|press gathering with
residential violence|regulation enforcement|legislation enforcement|law implementation agencies|police drive|armed drive|air drive|armed powers`
	oddEconomy = `gross residential product|gross home product|gross domestic item|gross household product|residential product
inventory market|inventory markets|stock trade floor|curiosity rate|curiosity rates|world financial institution|trade deficiency|budget deficiency
credit score union|credit score card|credit score cards|actual estate|genuine estate|tangible estate|real property market
provide chain|provide chains|provide and demand|demand and provide|meals safety|meals crisis|commerce war|commerce deficit`
	oddScience = `world well being organization|coronary heart attack|heart assault|bosom cancer|bosom malignancy|bosom disease|breast malignancy|kidney disappointment|lung malignancy|blood strain|excessive blood pressure
immune framework|invulnerable framework|sensory system disorder|focal nervous system|counterfeit consciousness|counterfeit neural|man-made brainpower|machine studying|profound learning|profound neural|fake neural|neural organization|neural organizations
colossal information|enormous information analytics|irregular woodland|arbitrary woodland|arbitrary timberland|irregular forest|choice tree|choice trees|bolster vector|gullible bayes|innocent bayes|guileless bayes|mean square blunder
flag to clamor|flag to commotion|sign to clamor|signal to clamor|haze figuring|cloud figuring|web of things|internet of issues|facial acknowledgment|discourse acknowledgment|natural dialect processing|regular language processing|pc vision
sun based energy|sun oriented energy|sun powered cells|sunlight based energy|solar vitality|wind vitality|fossil energizes|fossil powers|carbon impression|nursery gas|nursery gases|greenhouse vapor|greenhouse vapors|ozone-harming substance|ozone-harming substances|sea level ascent
social removing|excessive school|major college students|school college students`
	oddIdioms = `play a vital position|play an important position|play a key position|play an essential position|plays a vital position|plays an important position|plays a key position|plays an essential position|playing a key position|played a key position
on the different hand|on the opposite hand|then again hand|in different phrases|in gentle of|in mild of|in the sunshine of|because of the actual fact|regardless of the very fact|as a matter of reality
in entrance of|on the identical time|at the identical time|on the similar time|for the primary time|for the very first period|on the finish of|by the tip of|on the coronary heart of|at the coronary heart of|firstly of the year
this yr|final yr|subsequent yr|turning level|tipping level|level of view|factors of view|sport changer|recreation changer|sport-altering|recreation-changing|driving drive behind
hearth department|hearth fighters|fireplace department|fireplace fighters|opened hearth|beneath hearth|underneath strain|below strain|beneath the circumstances
excessive-level|excessive-profile|excessive-ranking|excessive stage talks|excessive-stage|resolution-makers|determination-making|wake-up name|cellphone name with|telephone name with`
)

// oddAt returns the words of the odd phrase that begins at word i, 0 where none does.
func oddAt(words []word, i int) int {
	v, n := oddPhrases.at(words, i)
	if v == 0 {
		return 0
	}
	return n
}
