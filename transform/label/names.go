package label

import (
	"strings"
	"sync"
)

// What a word or phrase is known as, in the table of names.
const (
	isFirstName uint64 = 1 << iota
	isParticle         // de, van, bin: inside of names
	isMonth
	isDay
	isPlace
	isSure // a place, people or language that is no common word in small letters: russian, ukraine
	isOrganisation
	isDemonym   // Russian, and other words for peoples and languages
	isHonorific // Mr, Dr: before a name, no office
	isOffice    // with its number in the upper half
	isRank      // an office that is a common word too: it counts where a name or capital says so
	isOrgTail   // University, Council: the last word of an organisation
	isOrgHead   // University, Ministry: of …
	isPlaceTail // River, Street
	isPlaceHead // Lake, Mount
	isThing     // War, Treaty: what a run of capitals with it names is none of the four
	isSaying    // said, told: a verb whose subject speaks
	isFormer    // former, ex, late: the office before a name is not held
	isPlaceBefore
	isOwnParticle // van, bin: what they join is a person
	isMotion      // went, sent: to a place
	isCommon      // a noun or an adjective: no name where nothing says so
	isOrgFront    // Banco, Groupe: before the name of an organisation
	isTitleWord   // chief, deputy, senior: goes before an office
	isWord        // a place that is a common word too: Reading, Split
)

// officeShift is where the number of an office stands in a value.
const officeShift = 32

func officeOf(value uint64) int { return int(value >> officeShift) }

// names returns the table of names. It is made when the first text asks for it.
var names = sync.OnceValue(func() *phrases {
	p := new(phrases)
	p.addWords(isFirstName, firstNames)
	p.addWords(isParticle, particles)
	p.addWords(isOwnParticle, "van von der den ter ten bin ibn bint zu")
	p.addWords(isMonth, months)
	p.addWords(isDay, days)
	p.addWords(isDemonym|isSure, demonymsSure)
	p.addWords(isDemonym, demonyms)
	p.addWords(isHonorific, honorificWords)
	p.addWords(isOrgTail, orgTails)
	p.addWords(isOrgHead, orgHeads)
	p.addWords(isPlaceTail, placeTails)
	p.addWords(isPlaceHead, placeHeads)
	p.addWords(isThing, things)
	p.addWords(isThing, starters)
	p.addWords(isCommon, commonWords)
	p.addWords(isOrgFront, "banco banca banque grupo groupe gruppo bank universidad universidade université deutsche")
	p.addWords(isSaying, sayings)
	p.addWords(isMotion, motions)
	p.addWords(isFormer, formers)
	p.addWords(isPlaceBefore, placeBefore)
	p.addWords(isTitleWord, titleWords)
	p.add(isPlace|isSure, placesSure)
	p.add(isPlace, placesCommon)
	p.add(isPlace|isWord, placesWords)
	p.add(isOrganisation, organisations)
	for i, o := range offices {
		value := isOffice | uint64(i+1)<<officeShift
		if o.rank {
			value |= isRank
		}
		p.add(value, o.name)
		p.add(value, o.also)
		for one := range strings.SplitSeq(o.also, "|") {
			if federal(one) {
				p.add(value, "bundes"+one)
			}
		}
	}
	return p
})

// federal says whether a word is a German office that is called so in the federation too: Bundesinnenminister.
func federal(word string) bool {
	return (strings.HasSuffix(word, "minister") || strings.HasSuffix(word, "ministerin")) && !strings.ContainsRune(word, ' ') && len(word) > 12 && word[0] >= 'a'
}

// Words around names. Written for this table; no list was copied.
const (
	particles = `de del della di da dos das do du des la le les van von der den ter ten zu zur zum af av bin ibn bint ben abu al el ould und y e i`

	months = `january february march april june july august september october november december januar februar märz mai juni juli oktober dezember
		janvier février mars avril juin juillet août septembre octobre novembre décembre enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
		gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre may jan feb apr jun jul aug sep sept oct nov dec`

	days = `monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
		lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì venerdì sabato domenica
		mon tue tues wed thu thurs fri`

	honorificWords = `mr mrs ms miss mx dr prof professor sir dame lord lady madam master messrs rev reverend fr father sister brother rabbi imam sheikh
		herr frau monsieur madame mademoiselle mme mlle señor señora señorita sr sra srta don doña dott signor signora senhor senhora dhr mevrouw mevr meneer fru
		hon king queen prince princess duke duchess count countess baron baroness emperor empress sultan emir tsar`

	starters = `neither nor either even yet still today yesterday tomorrow meanwhile however moreover furthermore later earlier recently finally instead perhaps maybe here now once again
		dear most few like unlike despite amid according critics officials analysts observers experts police prosecutors residents lawyers scientists voters researchers investigators sources
		nobody everybody somebody nothing everything something one two three four five six seven eight nine ten dozens hundreds thousands millions`

	sayings = `said says told tells asked asks added adds wrote writes announced stated explained replied argued warned insisted noted claimed
		declared admitted confirmed denied remarked recalled spoke testified tweeted promised urged welcomed thanked
		sagte erklärte sagt fügte betonte teilte kündigte dit déclaré affirme ajouté explique dijo afirmó añadió señaló explicó declaró
		ha detto disse spiegato aggiunto afirmou declarou explicou zei zegt verklaarde sade säger`

	motions     = `go goes going went gone travel travels travelled traveled travelling fly flies flew flown come came return returns returned move moved sent send sail sailed drive drove flee fled back left leave leaves bound headed heading visit visits visited`
	formers     = `former ex late retired then outgoing ehemalige ehemaliger früherer frühere ancien ancienne exministro expresidente voormalig tidigare incoming`
	placeBefore = `in near from outside throughout across toward towards around at`
	titleWords  = `deputy vice assistant associate acting interim chief senior junior first second permanent special lead executive`

	orgTails = `university college institute institution academy council commission committee agency authority administration association organisation organization
		union federation confederation foundation company corporation corp inc ltd llc plc gmbh ag bank group holdings airlines airways party parliament congress senate assembly
		ministry department bureau office embassy consulate court tribunal police army navy club society trust fund board league courier times post herald gazette
		tribune guardian telegraph observer chronicle journal press news television radio broadcasting museum library hospital school orchestra theatre theater church
		forum alliance coalition movement front brigade service services center centre laboratory laboratories observatory network systems technologies industries partners united fc pharmaceuticals
		universität hochschule institut stiftung verein verband partei ministerium zeitung bundesamt gesellschaft genossenschaft rundfunk université ministère
		universidad universidade università banco ministerio ministero ministério partido partito`

	orgHeads = `university ministry department bank embassy council bureau institute academy parliament chamber house court office board association federation
		league union party church college school museum library theatre theater hospital society union ministerium ministère ministerio ministero université universität universidad università banco bundesministerium`

	placeTails = `river lake island islands isle mountain mountains sea ocean bay gulf strait coast peninsula valley desert province region county district state
		street road avenue square bridge harbour harbor airport park forest hills hill beach village town city canal falls glacier springs creek port station point town city
		plateau delta archipelago reef republic emirates territory territories border heights`

	placeHeads = `lake mount mt cape port fort camp gulf bay strait isle saint san santa são los las north south east west northern southern eastern western central upper lower new`

	things = `war wars treaty act agreement accord accords convention protocol deal plan pact cup prize award championship olympics games festival conference summit
		day week month year night morning evening spring summer autumn winter century project program programme initiative policy strategy report review survey index law
		bill amendment code directive rule regulation system crisis revolution movement process talks doctrine declaration charter resolution constitution series
		edition volume chapter section part article page table figure season episode award awards dynasty empire age era christmas easter ramadan
		street station internet web covid pandemic aunt uncle start control arms nuclear security relations approach approaches impact analysis implications global
		international national regional strategic economic political key future new old great good green red blue white black grey gray big small high low
		first second third last next main free open public private special digital social human climate energy peace military cold hot middle supreme`

	demonymsSure = `russian russians american americans ukrainian ukrainians british english german germans french spanish italian italians portuguese dutch swedish norwegian
		danish finnish chinese japanese korean koreans indian indians pakistani pakistanis iranian iranians iraqi iraqis israeli israelis palestinian palestinians syrian syrians
		lebanese egyptian egyptians turkish greek greeks bulgarian romanian hungarian czech slovak slovene croatian serbian bosnian albanian macedonian
		estonian latvian lithuanian belarusian georgian armenian azerbaijani kazakh uzbek afghan afghans saudi yemeni qatari kuwaiti canadian canadians mexican mexicans
		brazilian brazilians argentine argentinian chilean colombian venezuelan peruvian bolivian cuban cubans australian australians african africans european europeans asian asians
		nigerian nigerians kenyan kenyans ethiopian ethiopians somali sudanese libyan libyans moroccan algerian tunisian ghanaian ugandan tanzanian zimbabwean
		vietnamese thai malaysian indonesian filipino singaporean burmese cambodian mongolian nepalese swiss austrian austrians belgian irish scottish welsh icelandic
		arab arabs arabic jewish muslim muslims christian christians catholic protestant buddhist hindu islamic islamist soviet kurdish kurds latino hispanic latin`
	demonyms = `polish`

	// commonWords are nouns and adjectives that names of things are made of, and hardly surnames.
	commonWords = `golden map maps room rooms parade shop shops book books door doors window house houses home homes tower towers gate gates garden gardens way ways line lines
		team teams group groups card cards box boxes bag ship ships boat boats train trains car cars bus plane flight tour tours show shows film films song songs music art arts game games
		match race run drum horn whale fish dog dogs cat cats horse horses lion tiger eagle star stars sun moon sky rain snow wind fire ice iron gold silver steel tree trees flower flowers
		leaf apple bread salt sugar water wine coffee tea milk egg eggs meat dream dreams light lights night nights story stories letter letters list lists prize world worlds heart hearts hand hands
		head heads eye eyes voice voices word words idea ideas question questions answer answers rule rules right rights law laws order orders tax taxes money cost costs fund funds loan loans debt
		health care food foods trade trades work works job jobs labour labor worker workers farmer farmers student students teacher teachers child children women woman men man people family families youth
		city cities town towns country countries nation nations border borders land lands building buildings bridge bridges station stations market markets store stores hotel hotels restaurant
		power gas oil coal solar nuclear green clean dirty digital smart fast slow high low long short deep wide old new young early late happy sad lucky bright dark warm hot cool rich poor
		true false real fake secret hidden lost found broken final total full empty half double triple single royal imperial ancient modern classic original official standard general basic
		major minor local rural urban foreign domestic internal external central federal civil civic common public private personal professional commercial financial industrial agricultural medical
		legal military naval aerial marine coastal mutual joint shared collective collaborative comprehensive active clear open safe secure strong weak hard soft heavy
		action actions plan plans project projects program programs talk talks meeting meetings summit conference forum dialogue communication communications cooperation engagement initiative framework
		research study studies science sciences technology technologies data information news media network networks platform platforms system systems service services software hardware computer computers
		product products price prices sale sales deal deals bond bonds stock stocks share shares rate rates growth inflation budget economy business businesses company companies industry industries
		weapon weapons missile missiles tank tanks drone drones force forces troop troops soldier soldiers attack attacks threat threats risk risks conflict conflicts crime crimes victim victims
		storm storms flood floods drought earthquake climate weather temperature carbon emission emissions forest forests river rivers ocean oceans sea seas island islands mountain mountains
		tide tides wave waves beach coast harbour harbor port ports ferry ferries canal lake lakes pipeline pipelines road roads street streets square park parks festival festivals ticket tickets visitor visitors
		video audio photo photos picture pictures image images camera cameras screen phone phones email mail website page pages guide guides tip tips note notes top best worst first last
		cultural educational scientific academic artistic literary historic historical traditional religious ethnic racial sexual physical mental chemical biological technical structural
		potential possible likely upcoming ongoing recent current previous former future past present annual monthly weekly daily increased enhanced improved renewed reduced sustained shared
		video conferencing messaging translation app apps tool tools benefit benefits purpose issue issues topic topics outcome outcomes impact impacts result results effect effects event events date dates`
)
