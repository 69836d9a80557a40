package redact

// The fourth part of the lists: who speaks, months, and what a page calls itself.

var plainLists = map[wordSense]string{
	sensePage: `we us our you your yours this_site this_website our_site our_website our_service our_services this_page this_blog this_article
		wir uns unser unsere unserer unseren unserem ihr ihre ihren ihnen ihrer du dich dein deine sie diese_website diese_webseite diese_seite dieser_website dieser_webseite auf_dieser diese_internetseite
		nous notre nos vous votre vos tu ta tes ce_site notre_site cette_page j je ce_site_web
		nosotros nuestro nuestra nuestros nuestras usted su sus tu te este_sitio esta_web esta_página nuestro_sitio nuestra_web este_sitio_web
		noi nostro nostra tuo tua tuoi tue tu ti vostro questo_sito il_nostro_sito questo_sito_web nós nosso nossa você seu sua este_site nosso_site neste_site este_website
		wij we ons onze u uw jij je jouw deze_website deze_site deze_pagina my nasz nasza nasze naszego naszej naszym naszą ciebie twój twoje twoja ta_strona nasza_strona ta_witryna nasz_serwis ten_serwis
		nám náš naše vám vás váš vaše našeho tento_web tyto_stránky táto_stránka tieto_stránky naša weboldalunk honlapunk oldalunk az_oldal ez_az_oldal noi nostru noastră dumneavoastră tine ta acest_site site_ul nostru vi naša vaš vaše ova_stranica ova_web_stranica
		мы нас нам наш* ваш* наш наша наше наши нашу нашей нашего нашем вы вас вам ваш ваша ваше этот_сайт наш_сайт на_сайте этого_сайта сайтом ми нас наш наша нашу нашої ви вас вам ваш цей_сайт наш_сайт ние нашия нашата вие вас този_сайт
		εμείς μας εσείς σας αυτός_ο_ιστότοπος αυτή_η_ιστοσελίδα ο_ιστότοπος biz bizim sitemiz sitemizde sizin size siz bu_site bu_web_sitesi bu_sitede hesabınız arkadaşlarınızla
		vi oss vår våra du dig din denna_webbplats den_här_webbplatsen webbplatsen os vores jer dig din dette_site denne_hjemmeside hjemmesiden vår våre deg dette_nettstedet nettstedet me meidän sinä sinun teidän tämä_sivusto sivustomme sivustolla sivusto verkkosivustomme
		kami kita anda situs_ini website_ini kamu chúng_tôi bạn trang_web_này website_này sisi wewe tovuti_hii
		当サイト 本サイト このサイト 当ウェブサイト 本ウェブサイト このウェブサイト 弊社 当社 あなた お客様 本网站 本網站 我们 我們 您 您的 你 本站 저희 우리 당신 여러분 귀하 이_사이트 본_사이트 이_웹사이트 เรา คุณ เว็บไซต์นี้
		نحن موقعنا هذا_الموقع بريدك لك ك تجربتك صفحتنا قناتنا אנחנו אנו שלנו אתה אתם שלך שלכם אתר_זה האתר לכם לך ما شما این_سایت این_وب‌سایت وب‌سایت_ما हम हमारी हमारे हमारा आप आपके आपका आपको यह_वेबसाइट इस_वेबसाइट`,
	senseMonth: `january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
		januar jänner februar märz april mai juni juli august september oktober november dezember montag dienstag mittwoch donnerstag freitag samstag sonntag
		janvier février mars avril mai juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi vendredi samedi dimanche
		enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre lunes martes miércoles jueves viernes sábado domingo
		gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre lunedì martedì mercoledì giovedì venerdì sabato domenica
		janeiro fevereiro março maio junho julho setembro outubro dezembro segunda_feira terça_feira quarta_feira quinta_feira sexta_feira
		januari februari maart mei juni juli augustus oktober maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
		stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia poniedziałek wtorek środa czwartek piątek sobota niedziela
		ledna února března dubna května června července srpna září října listopadu prosince pondělí úterý středa čtvrtek pátek neděle január február március április május június július augusztus szeptember október december ianuarie februarie martie aprilie iunie iulie septembrie octombrie noiembrie decembrie siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca
		января февраля марта апреля мая июня июля августа сентября октября ноября декабря понедельник вторник среда четверг пятница суббота воскресенье січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня януари февруари март април май юни юли август септември октомври ноември декември
		ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık pazartesi salı çarşamba perşembe cuma cumartesi pazar
		maj juni juli augusti marts februar mandag tirsdag onsdag torsdag fredag lørdag søndag måndag tisdag lördag söndag desember tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta
		januari februari maret mei agustus desember senin selasa rabu kamis jumat sabtu minggu tháng thứ thứ_hai thứ_ba thứ_tư thứ_năm thứ_sáu thứ_bảy chủ_nhật
		年 月 日 년 월 일 มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม
		يناير فبراير مارس أبريل ابريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर`,
}
