"""Normal forms of text: what Latin, Greek and Cyrillic letters and punctuation consist of. The
rest of Unicode's table is not known here: its characters give unknown values."""

import unicodedata.table as _table

# By combining character: letters without and with it, in turn.
_PAIRS = {
    "\u0300": (
        "AÀEÈIÌOÒUÙaàeèiìoòuùÜǛüǜNǸnǹЕЀИЍеѐиѝĒḔēḕŌṐōṑWẀwẁÂẦâầĂẰăằÊỀêềÔỒôồƠỜơờƯỪưừYỲyỳἀἂἁἃἈἊἉἋἐἒἑἓ"
        "ἘἚἙἛἠἢἡἣἨἪἩἫἰἲἱἳἸἺἹἻὀὂὁὃὈὊὉὋὐὒὑὓὙὛὠὢὡὣὨὪὩὫαὰεὲηὴιὶοὸυὺωὼΑᾺΕῈΗῊ᾿῍ϊῒΙῚ῾῝ϋῢΥῪ¨῭ΟῸΩῺ"
    ),
    "\u0301": (
        "AÁEÉIÍOÓUÚYÝaáeéiíoóuúyýCĆcćLĹlĺNŃnńRŔrŕSŚsśZŹzźÜǗüǘGǴgǵÅǺåǻÆǼæǽØǾøǿ\u0308\u0344¨΅ΑΆΕΈΗΉ"
        "ΙΊΟΌΥΎΩΏϊΐαάεέηήιίϋΰοόυύωώϒϓГЃКЌгѓкќÇḈçḉĒḖēḗÏḮïḯKḰkḱMḾmḿÕṌõṍŌṒōṓPṔpṕŨṸũṹWẂwẃÂẤâấĂẮăắÊẾêế"
        "ÔỐôốƠỚơớƯỨưứἀἄἁἅἈἌἉἍἐἔἑἕἘἜἙἝἠἤἡἥἨἬἩἭἰἴἱἵἸἼἹἽὀὄὁὅὈὌὉὍὐὔὑὕὙὝὠὤὡὥὨὬὩὭ᾿῎῾῞"
    ),
    "\u0302": "AÂEÊIÎOÔUÛaâeêiîoôuûCĈcĉGĜgĝHĤhĥJĴjĵSŜsŝWŴwŵYŶyŷZẐzẑẠẬạậẸỆẹệỌỘọộ",
    "\u0303": "AÃNÑOÕaãnñoõIĨiĩUŨuũVṼvṽÂẪâẫĂẴăẵEẼeẽÊỄêễÔỖôỗƠỠơỡƯỮưữYỸyỹ",
    "\u0304": (
        "AĀaāEĒeēIĪiīOŌoōUŪuūÜǕüǖÄǞäǟȦǠȧǡÆǢæǣǪǬǫǭÖȪöȫÕȬõȭȮȰȯȱYȲyȳИӢиӣУӮуӯGḠgḡḶḸḷḹṚṜṛṝαᾱΑᾹιῑΙῙυῡΥῩ"
    ),
    "\u0306": "AĂaăEĔeĕGĞgğIĬiĭOŎoŏUŬuŭУЎИЙийуўЖӁжӂАӐаӑЕӖеӗȨḜȩḝẠẶạặαᾰΑᾸιῐΙῘυῠΥῨ",
    "\u0307": (
        "CĊcċEĖeėGĠgġIİZŻzżAȦaȧOȮoȯBḂbḃDḊdḋFḞfḟHḢhḣMṀmṁNṄnṅPṖpṗRṘrṙSṠsṡŚṤśṥŠṦšṧṢṨṣṩTṪtṫWẆwẇXẊxẋYẎ"
        "yẏſẛ"
    ),
    "\u0308": (
        "AÄEËIÏOÖUÜaäeëiïoöuüyÿYŸΙΪΥΫιϊυϋϒϔЕЁІЇеёіїАӒаӓӘӚәӛЖӜжӝЗӞзӟИӤиӥОӦоӧӨӪөӫЭӬэӭУӰуӱЧӴчӵЫӸыӹHḦ"
        "hḧÕṎõṏŪṺūṻWẄwẅXẌxẍtẗ"
    ),
    "\u0309": "AẢaảÂẨâẩĂẲăẳEẺeẻÊỂêểIỈiỉOỎoỏÔỔôổƠỞơởUỦuủƯỬưửYỶyỷ",
    "\u030a": "AÅaåUŮuůwẘyẙ",
    "\u030b": "OŐoőUŰuűУӲуӳ",
    "\u030c": "CČcčDĎdďEĚeěLĽlľNŇnňRŘrřSŠsšTŤtťZŽzžAǍaǎIǏiǐOǑoǒUǓuǔÜǙüǚGǦgǧKǨkǩƷǮʒǯjǰHȞhȟ",
    "\u030f": "AȀaȁEȄeȅIȈiȉOȌoȍRȐrȑUȔuȕѴѶѵѷ",
    "\u0311": "AȂaȃEȆeȇIȊiȋOȎoȏRȒrȓUȖuȗ",
    "\u0313": "αἀΑἈεἐΕἘηἠΗἨιἰΙἸοὀΟὈυὐωὠΩὨρῤ",
    "\u0314": "αἁΑἉεἑΕἙηἡΗἩιἱΙἹοὁΟὉυὑΥὙωὡΩὩρῥΡῬ",
    "\u031b": "OƠoơUƯuư",
    "\u0323": (
        "BḄbḅDḌdḍHḤhḥKḲkḳLḶlḷMṂmṃNṆnṇRṚrṛSṢsṣTṬtṭVṾvṿWẈwẉZẒzẓAẠaạEẸeẹIỊiịOỌoọƠỢơợUỤuụƯỰưựYỴyỵ"
    ),
    "\u0324": "UṲuṳ",
    "\u0325": "AḀaḁ",
    "\u0326": "SȘsșTȚtț",
    "\u0327": "CÇcçGĢgģKĶkķLĻlļNŅnņRŖrŗSŞsşTŢtţEȨeȩDḐdḑHḨhḩ",
    "\u0328": "AĄaąEĘeęIĮiįUŲuųOǪoǫ",
    "\u032d": "DḒdḓEḘeḙLḼlḽNṊnṋTṰtṱUṶuṷ",
    "\u032e": "HḪhḫ",
    "\u0330": "EḚeḛIḬiḭUṴuṵ",
    "\u0331": "BḆbḇDḎdḏKḴkḵLḺlḻNṈnṉRṞrṟTṮtṯZẔzẕhẖ",
    "\u0342": "ἀἆἁἇἈἎἉἏἠἦἡἧἨἮἩἯἰἶἱἷἸἾἹἿὐὖὑὗὙὟὠὦὡὧὨὮὩὯαᾶ¨῁ηῆ᾿῏ιῖϊῗ῾῟υῦϋῧωῶ",
    "\u0345": (
        "ἀᾀἁᾁἂᾂἃᾃἄᾄἅᾅἆᾆἇᾇἈᾈἉᾉἊᾊἋᾋἌᾌἍᾍἎᾎἏᾏἠᾐἡᾑἢᾒἣᾓἤᾔἥᾕἦᾖἧᾗἨᾘἩᾙἪᾚἫᾛἬᾜἭᾝἮᾞἯᾟὠᾠὡᾡὢᾢὣᾣὤᾤὥᾥὦᾦὧᾧὨᾨὩᾩὪᾪὫᾫ"
        "ὬᾬὭᾭὮᾮὯᾯὰᾲαᾳάᾴᾶᾷΑᾼὴῂηῃήῄῆῇΗῌὼῲωῳώῴῶῷΩῼ"
    ),
}
# Characters that stand for one other, in turn.
_SAME = (
    "\u0340\u0300\u0341\u0301\u0343\u0313\u0374ʹ\u037e;\u0387·\u1f71ά\u1f73έ\u1f75ή\u1f77ί\u1f79ό"
    "\u1f7bύ\u1f7dώ\u1fbbΆ\u1fbeι\u1fc9Έ\u1fcbΉ\u1fd3ΐ\u1fdbΊ\u1fe3ΰ\u1febΎ\u1fee΅\u1fef`\u1ff9Ό"
    "\u1ffbΏ\u1ffd´\u2000\u2002\u2001\u2003\u2126Ω\u212aK\u212bÅ"
)
# A character and what it looks like; apart by `|`.
_COMPATIBLE = (
    "\u00a0 |¨ \u0308|ªa|¯ \u0304|²2|³3|´ \u0301|µμ|¸ \u0327|¹1|ºo|¼1⁄4|½1⁄2|¾3⁄4|ĲIJ|ĳij|ĿL·|"
    "ŀl·|ŉʼn|ſs|ǄDŽ|ǅDž|ǆdž|ǇLJ|ǈLj|ǉlj|ǊNJ|ǋNj|ǌnj|ǱDZ|ǲDz|ǳdz|ʰh|ʱɦ|ʲj|ʳr|ʴɹ|ʵɻ|ʶʁ|ʷw|ʸy|"
    "˘ \u0306|˙ \u0307|˚ \u030a|˛ \u0328|˜ \u0303|˝ \u030b|ˠɣ|ˡl|ˢs|ˣx|ˤʕ|ͺ \u0345|΄ \u0301|ϐβ|"
    "ϑθ|ϒΥ|ϕφ|ϖπ|ϰκ|ϱρ|ϲς|ϴΘ|ϵε|ϹΣ|ẚaʾ|᾽ \u0313|᾿ \u0313|῀ \u0342|῾ \u0314|\u2002 |\u2003 |"
    "\u2004 |\u2005 |\u2006 |\u2007 |\u2008 |\u2009 |\u200a |‑‐|‗ \u0333|․.|‥..|…...|\u202f |″′′|"
    "‴′′′|‶‵‵|‷‵‵‵|‼!!|‾ \u0305|⁇??|⁈?!|⁉!?|⁗′′′′|\u205f |⁰0|ⁱi|⁴4|⁵5|⁶6|⁷7|⁸8|⁹9|⁺+|⁻−|⁼=|⁽(|⁾)|"
    "ⁿn|₀0|₁1|₂2|₃3|₄4|₅5|₆6|₇7|₈8|₉9|₊+|₋−|₌=|₍(|₎)|ₐa|ₑe|ₒo|ₓx|ₔə|ₕh|ₖk|ₗl|ₘm|ₙn|ₚp|ₛs|ₜt|₨Rs|"
    "℀a/c|℁a/s|ℂC|℃°C|℅c/o|℆c/u|ℇƐ|℉°F|ℊg|ℋH|ℌH|ℍH|ℎh|ℏħ|ℐI|ℑI|ℒL|ℓl|ℕN|№No|ℙP|ℚQ|ℛR|ℜR|ℝR|℠SM|"
    "℡TEL|™TM|ℤZ|ℨZ|ℬB|ℭC|ℯe|ℰE|ℱF|ℳM|ℴo|ℵא|ℶב|ℷג|ℸד|ℹi|℻FAX|ℼπ|ℽγ|ℾΓ|ℿΠ|⅀∑|ⅅD|ⅆd|ⅇe|ⅈi|ⅉj|ﬀff|"
    "ﬁfi|ﬂfl|ﬃffi|ﬄffl|ﬅſt|ﬆst"
)
# The classes of the combining characters U+0300 to U+036F, where they are not 230.
_CLASSES = {
    0: "\u034f",
    1: "\u0334\u0335\u0336\u0337\u0338",
    202: "\u0321\u0322\u0327\u0328",
    216: "\u031b",
    220: (
        "\u0316\u0317\u0318\u0319\u031c\u031d\u031e\u031f\u0320\u0323\u0324\u0325\u0326\u0329"
        "\u032a\u032b\u032c\u032d\u032e\u032f\u0330\u0331\u0332\u0333\u0339\u033a\u033b\u033c"
        "\u0347\u0348\u0349\u034d\u034e\u0353\u0354\u0355\u0356\u0359\u035a"
    ),
    232: "\u0315\u031a\u0358",
    233: "\u035c\u035f\u0362",
    234: "\u035d\u035e\u0360\u0361",
    240: "\u0345",
}
# First and last of the other characters that have a normal form of their own.
_ELSEWHERE = (
    (0x483, 0x487), (0x587, 0x11ff), (0x135d, 0x135f), (0x1714, 0x17dd), (0x18a9, 0x193b),
    (0x1a17, 0x1dff), (0x20d0, 0x20f0), (0x2150, 0x232a), (0x2460, 0x24ea), (0x2a0c, 0x2adc),
    (0x2c7c, 0x33ff), (0xa66f, 0xa9c0), (0xaab0, 0xd7a3), (0xf900, 0xfad9), (0xfb13, 0xffee),
    (0x101fd, 0x101fd), (0x102e0, 0x1037a), (0x10781, 0x107ba), (0x10a0d, 0x10ae6),
    (0x10d24, 0x10d27), (0x10eab, 0x11374), (0x11442, 0x114c3), (0x115ba, 0x1172b),
    (0x11839, 0x1183a), (0x11938, 0x11a99), (0x11c3f, 0x11c3f), (0x11d42, 0x11d97),
    (0x16af0, 0x16b36), (0x16ff0, 0x16ff1), (0x1bc9e, 0x1bc9e), (0x1d15e, 0x1d244),
    (0x1d400, 0x1d7ff), (0x1e000, 0x1e02a), (0x1e130, 0x1e136), (0x1e2ae, 0x1e2ef),
    (0x1e8d0, 0x1e94a), (0x1ee00, 0x1eebb), (0x1f100, 0x1f251), (0x1fbf0, 0x1fbf9),
    (0x2f800, 0x2fa1d),
)

_whole = {}
_parts = {}
for _mark, _letters in _PAIRS.items():
    for _i in range(0, len(_letters), 2):
        _parts[_letters[_i + 1]] = _letters[_i] + _mark
        _whole[_letters[_i] + _mark] = _letters[_i + 1]
for _i in range(0, len(_SAME), 2):
    _parts[_SAME[_i]] = _SAME[_i + 1]
del _whole["\u0308\u0301"]  # never composed
_looks = {_entry[0]: _entry[1:] for _entry in _COMPATIBLE.split("|")}
_classes = {_mark: _class for _class, _marks in _CLASSES.items() for _mark in _marks}


def _is_elsewhere(text):
    for c in text:
        code = ord(c)
        if code >= 0x483:
            for first, last in _ELSEWHERE:
                if first <= code <= last:
                    return True
    return False


def combining(chr, /):
    if _is_elsewhere(chr):
        return _table.combining
    return _classes.get(chr, 230 if "\u0300" <= chr <= "\u036f" else 0)


def _decomposed(c, compatible):
    parts = _parts.get(c)
    if parts is None and compatible:
        parts = _looks.get(c)
    if parts is None:
        return c
    return "".join([_decomposed(part, compatible) for part in parts])


def _in_order(text):
    out = []
    marks = []
    for c in text:
        if combining(c):
            marks.append(c)
            continue
        out += sorted(marks, key=combining)
        out.append(c)
        marks = []
    return "".join(out + sorted(marks, key=combining))


def _composed(text):
    out = []
    start = -1
    before = 0
    for c in text:
        kind = combining(c)
        beside = start == len(out) - 1
        whole = _whole.get(out[start] + c) if start >= 0 else None
        if whole is not None and (beside or before < kind):
            out[start] = whole
            continue
        if kind == 0:
            start = len(out)
        before = kind
        out.append(c)
    return "".join(out)


def normalize(form, unistr, /):
    if form not in ("NFC", "NFD", "NFKC", "NFKD"):
        raise ValueError("invalid normalization form")
    if unistr.isascii():
        return unistr
    if _is_elsewhere(unistr):
        return _table.normalize
    compatible = "K" in form
    text = _in_order("".join([_decomposed(c, compatible) for c in unistr]))
    return _composed(text) if form.endswith("C") else text


def is_normalized(form, unistr, /):
    return normalize(form, unistr) == unistr


def category(chr, /):
    if "\u0300" <= chr <= "\u036f":
        return "Mn"
    if chr.isascii() or "\xc0" <= chr <= "\u02af" or "\u0370" <= chr <= "\u052f":
        if chr.isalpha() and chr != chr.lower():
            return "Lu" if chr == chr.upper() else "Lt"
        if chr.isalpha() and chr != chr.upper():
            return "Ll"
    if chr.isascii():
        if chr.isdigit():
            return "Nd"
        for name, members in _ASCII.items():
            if chr in members:
                return name
        return "Cc"
    return _table.category


_ASCII = {
    "Zs": " ",
    "Po": "!\"#%&'*,./:;?@\\",
    "Sc": "$",
    "Ps": "([{",
    "Pe": ")]}",
    "Sm": "+<=>|~",
    "Pd": "-",
    "Sk": "^`",
    "Pc": "_",
}

name = _table.name
lookup = _table.lookup
decimal = _table.decimal
digit = _table.digit
numeric = _table.numeric
bidirectional = _table.bidirectional
decomposition = _table.decomposition
east_asian_width = _table.east_asian_width
mirrored = _table.mirrored
unidata_version = _table.unidata_version
