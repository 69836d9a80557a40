package clean

import (
	"strings"

	"github.com/tamis-data/tamis/internal/text"
)

func wordsOf(lists ...string) map[string]bool {
	set := map[string]bool{}
	for _, list := range lists {
		for _, w := range strings.Fields(list) {
			set[w] = true
		}
	}
	return set
}

// Lists for English texts, for sets too small to vote. Words that are also everyday words (march,
// turkey, polish) are not here; monthsOrWords and everyday say what becomes of them.
var (
	months        = wordsOf("january february april june july september october november december")
	monthsOrWords = wordsOf("may march august")
	days          = wordsOf("monday tuesday wednesday thursday friday saturday sunday")
	nations       = wordsOf(`afghanistan albania algeria andorra angola argentina armenia australia austria azerbaijan
		bahrain bangladesh barbados belarus belgium belize bhutan bolivia botswana brazil brunei bulgaria burundi
		cambodia cameroon canada colombia croatia cyprus denmark djibouti ecuador egypt eritrea estonia ethiopia
		finland france gabon gambia germany ghana greece grenada guatemala guyana haiti honduras hungary iceland
		india indonesia iran iraq ireland israel italy jamaica japan kazakhstan kenya kosovo kuwait kyrgyzstan laos
		latvia lebanon lesotho liberia libya liechtenstein lithuania luxembourg madagascar malawi malaysia maldives
		malta mauritania mauritius mexico moldova monaco mongolia montenegro morocco mozambique myanmar namibia nepal
		netherlands nicaragua nigeria norway pakistan palestine panama paraguay peru philippines poland portugal
		qatar romania russia rwanda senegal serbia singapore slovakia slovenia somalia spain sudan suriname sweden
		switzerland syria taiwan tajikistan tanzania thailand tunisia turkmenistan uganda ukraine uruguay uzbekistan
		vanuatu venezuela vietnam yemen zambia zimbabwe england scotland europe asia africa america antarctica cuba peru togo oman
		eurasia britain korea siberia crimea catalonia bavaria normandy tuscany quebec ontario california texas florida alaska hawaii
		kashmir tibet kurdistan palestine gaza
		london paris berlin moscow beijing tokyo brussels madrid rome vienna warsaw prague budapest athens lisbon dublin oslo stockholm
		copenhagen helsinki kyiv kiev minsk belgrade bucharest zagreb geneva zurich munich hamburg barcelona milan amsterdam rotterdam
		istanbul ankara cairo baghdad tehran damascus beirut jerusalem riyadh doha kabul islamabad karachi delhi mumbai kolkata dhaka
		bangkok hanoi jakarta manila seoul pyongyang shanghai sydney melbourne canberra ottawa toronto montreal vancouver washington
		chicago boston philadelphia houston dallas seattle miami atlanta havana lima caracas nairobi lagos johannesburg pretoria
		christmas easter thanksgiving ramadan hanukkah diwali halloween`)
	adjectives = wordsOf(`afghan albanian algerian american angolan arab argentine argentinian armenian australian austrian
		azerbaijani bahraini bangladeshi belarusian belgian bolivian bosnian brazilian british bulgarian burmese cambodian
		cameroonian canadian chilean chinese colombian congolese croatian cuban cypriot czech danish dutch ecuadorian
		egyptian english eritrean estonian ethiopian european filipino finnish french georgian german ghanaian greek
		guatemalan haitian hungarian icelandic indian indonesian iranian iraqi irish israeli italian jamaican japanese
		jordanian kazakh kenyan korean kuwaiti kurdish lao latvian lebanese libyan lithuanian malaysian maltese mexican
		moldovan mongolian moroccan namibian nepalese nepali nigerian norwegian pakistani palestinian panamanian
		paraguayan peruvian portuguese qatari romanian russian rwandan saudi scottish senegalese serbian singaporean
		slovak slovenian somali soviet spanish sudanese swedish syrian taiwanese tajik tanzanian thai tunisian turkish
		ugandan ukrainian uruguayan uzbek venezuelan vietnamese yemeni zambian zimbabwean african asian americans
		russians ukrainians germans italians canadians australians europeans africans asians israelis palestinians
		iranians iraqis syrians mexicans brazilians indians koreans kurds arabs greeks swedes norwegians danes
		christian christians muslim muslims islamic jewish catholic protestant buddhist hindu sikh latin hebrew arabic persian bengali
		punjabi tamil urdu hindi welsh catalan basque flemish scandinavian slavic balkan nordic baltic arctic atlantic mediterranean
		caucasian siberian bavarian sicilian venetian parisian victorian`)
	// acronyms of bodies that everybody writes so.
	acronyms = wordsOf("nato unesco unicef opec nasa uefa fifa iaea osce oecd usa ussr brics asean")
	// placesOrWords are countries only behind a preposition of place and before no noun.
	placesOrWords = wordsOf("china turkey jordan georgia chile guinea chad mali niger")
	placeBefore   = wordsOf("in from to between against across throughout within near")
)

// afterNation are the things that common names of dishes, tools and plants are made of: french fries
// and dutch ovens are written small by many.
var afterNation = map[string]map[string]bool{
	"french": wordsOf("fries fry toast press door doors window windows horn bean beans dressing twist curve kiss"),
	"dutch":  wordsOf("oven ovens"), "danish": wordsOf("pastry pastries"), "english": wordsOf("muffin muffins"),
	"german": wordsOf("shepherd shepherds measles"), "swedish": wordsOf("massage"),
	"turkish": wordsOf("delight"), "irish": wordsOf("coffee"), "brazil": wordsOf("nut nuts"), "arab": wordsOf("numerals"), "india": wordsOf("ink"),
}

// secondWords are second words of names of two words, by the first: they get their capital where the
// first has one.
var secondWords = map[string][]string{
	"states": {"United"}, "kingdom": {"United"}, "nations": {"United"}, "emirates": {"Arab"}, "union": {"European", "Soviet", "African"},
	"korea": {"South", "North"}, "arabia": {"Saudi"}, "zealand": {"New"}, "lanka": {"Sri"}, "rica": {"Costa"}, "leone": {"Sierra"},
	"republic": {"Czech", "Dominican"}, "east": {"Middle", "Far"}, "york": {"New"}, "house": {"White"}, "council": {"Security", "European"},
	"bank": {"World"}, "cup": {"World"}, "war": {"World", "Cold"}, "fund": {"Monetary"}, "assembly": {"General"}, "commission": {"European"},
	"parliament": {"European"}, "league": {"Arab", "Champions"}, "africa": {"South"}, "america": {"Latin", "North", "South", "Central"},
	"kong": {"Hong"}, "aviv": {"Tel"}, "salvador": {"El"}, "faso": {"Burkina"}, "ireland": {"Northern"}, "britain": {"Great"}, "street": {"Wall", "Downing"},
	"carolina": {"North", "South"}, "dakota": {"North", "South"}, "jersey": {"New"}, "hampshire": {"New"}, "delhi": {"New"}, "orleans": {"New"},
	"francisco": {"San"}, "angeles": {"Los"}, "vegas": {"Las"}, "lumpur": {"Kuala"}, "aires": {"Buenos"}, "reserve": {"Federal"}, "verde": {"Cape"}, "wales": {"New", "South"}, "canal": {"Suez", "Panama"},
	"office": {"Oval"}, "coast": {"Ivory"}, "federation": {"Russian"},
	"minister": {"Prime", "Foreign", "Finance", "Interior", "Defence", "Defense", "Health", "Justice"}, "general": {"Attorney", "Secretary"},
}

// beforeNames of these second words get their capital only where a name follows: a prime minister is none.
var beforeNames = wordsOf("minister general")

// everyday are English words that are names as well: by themselves they are left, beside a neighbour
// that decides they are not.
var everyday = wordsOf(`sat wed mon fri jan mar jun dec may march august will bill mark rose frank grace hope faith joy art sue pat rob jack dick nick chad
	turkey polish china jordan georgia guinea cuba chile mali niger togo oman peru bob gene drew dean earl guy jean josh
	lance max miles pierce ray rich rusty stone trey victor wade ward bush black brown green white gray grey young long
	short strong king prince bishop pope church state states minister president secretary government council party
	congress senate parliament court bank west east north south street road river lake sea mount island city county
	university college school museum park square bridge tower hall house day time times post guardian sun star world
	internet web net earth moon god bible one two three first second third general major captain sergeant doctor
	professor mr mrs ms dr us it who can nice reading buffalo mobile orange apple amazon target shell gap delta subway
	union independence democratic republican conservative liberal labour labor green social national international
	central western eastern northern southern summer winter spring autumn fall`)

// abbreviations end in a stop that ends no sentence.
var abbreviations = wordsOf(`mr mrs ms dr prof st sr jr gen col maj capt lt sgt sen rep gov hon rev fr br vs etc al cf ca approx est
	inc corp co ltd llc plc bros dept univ assn vol vols no nos pp pg fig figs eq eqs ch sec secs art arts ed eds trans repr
	jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun ave blvd rd hwy mt ft min max
	avg incl excl resp viz ie eg op cit ibid id misc temp tel ext abbr adj adv orig def var spp subsp cent a.m p.m
	bzw usw ggf evtl inkl zzgl vgl ca str nr bspw sog d.h z.b u.a np tzw itp itd m.in tj godz ul prof wg m.in ok
	np. např tzv apod atd č tj resp popř str kr obr příp esim ns mm jne yms ts bl.a t.ex osv m.m d.v.s dvs t.o.m fr.o.m
	av bl mfl tzn pl stb ill kb pld vö ún dkk örn vb bkz yy dr doç yrd п.н. т.е т.д т.п др пр см стр рис гл изд ред ул г гг в вв руб
	коп тыс млн млрд им проф акад напр та ін див рр ст δρ κ π.χ κ.λπ σελ αρ βλ núm pág sra sres ud uds dña d.c a.c págs
	ekr jkr mio mrd tsd χλμ δισ εκ τηλ tys mln mld грн кол грец лат англ нім укр млн esp wis calif ill mass penn conn minn mich tenn ariz colo ont que rs cr
	av pza sto sta ecc sig dott avv pag cap art eventuale ex p.ex cf env éd vol chap fig m mme mlle dl`)

var abbreviationHashes = func() map[uint64]bool {
	set := map[uint64]bool{}
	for w := range abbreviations {
		set[text.FoldHash(w)] = true
	}
	return set
}()

// titleSmall are words of four letters and more that headings in capitals leave small, beside function words.
var titleSmall = wordsOf(`amid amidst toward towards versus along like near onto atop despite except behind below above across
	around down beyond past than upon once till`)

// officeWords follow `Secretary of`, `Ministry of` and the like as part of the name.
var officeWords = wordsOf("state defense defence justice energy education commerce labor agriculture transportation health finance interior treasury foreign")

// offices are words that a word of officeWords belongs to.
var offices = map[string]bool{"Secretary of": true, "Department of": true, "Ministry of": true, "Minister of": true}

// pronounBefore follow the pronoun I.
var pronounBefore = wordsOf(`am was have had will would could should can do did don think know want need like love hope guess just also
	really got get went came said see saw feel m ve ll d`)

// officeOf are words that stand before `of` and a word of officeWords with a capital.
var officeOf = wordsOf("department ministry secretary")

// titles stand before a name with a capital where no article or adjective stands before them.
var titles = wordsOf("president senator secretary governor queen king prince princess pope chancellor premier ambassador")

// beforeTitle are words behind which a title is a common noun: the president, former president.
var beforeTitle = wordsOf("the a an former its his her their our my your new vice deputy current next last late then and or club company union team school board")

// determiners stand before nouns of all kinds, hardly ever before a name by itself.
var determiners = hashesOf(`the a an this that these those his her its their our my your some any no each every another such
	le la les un une des du au aux ce cette ces son sa ses leur leurs notre nos el los las una unos unas del al su sus este esta il lo gli i dei degli
	della delle o os as um uma do da dos das no na ao de het een deze dit zijn haar det den en ett ei et der die das ein eine η ο το οι τα του της των
	την τον στην στο στον στη μια ένα`)

// verbMarkers stand before verbs, hardly ever before a name.
var verbMarkers = hashesOf("will would can could should must may might not")

// commonAdjectives stand between an article and a common noun, and before names as well.
var commonAdjectives = hashesOf("new old former first second third great big small young")

// bareNames are languages in which names stand without the article that other nouns have.
var bareNames = map[text.Tongue]bool{text.English: true, text.Spanish: true, text.French: true, text.Dutch: true, text.Italian: true, text.Swedish: true, text.Danish: true}

// turkishMonths have a capital in dates.
var turkishMonths = hashesOf("ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık")

// calendars are months and days in the languages beside English that write them with a capital.
var calendars = map[text.Tongue]map[uint64]bool{
	text.Greek: hashesOf(`ιανουάριος ιανουαρίου ιανουάριο φεβρουάριος φεβρουαρίου φεβρουάριο μάρτιος μαρτίου μάρτιο απρίλιος απριλίου απρίλιο μάιος
		μαΐου μάιο ιούνιος ιουνίου ιούνιο ιούλιος ιουλίου ιούλιο αύγουστος αυγούστου αύγουστο σεπτέμβριος σεπτεμβρίου σεπτέμβριο οκτώβριος οκτωβρίου
		οκτώβριο νοέμβριος νοεμβρίου νοέμβριο δεκέμβριος δεκεμβρίου δεκέμβριο σάββατο κυριακή σαββάτου κυριακής`),
	text.German:     hashesOf(`januar februar märz april mai juni juli august september oktober november dezember montag dienstag mittwoch donnerstag freitag samstag sonntag`),
	text.Indonesian: hashesOf(`januari februari maret april juni juli agustus september oktober november desember senin selasa rabu kamis jumat sabtu`),
	text.Swahili: hashesOf(`januari februari machi aprili juni julai agosti septemba oktoba novemba desemba jumatatu jumanne jumatano alhamisi ijumaa
		jumamosi jumapili`),
}
