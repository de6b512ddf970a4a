"""Beijing 2016: the facts of the edition, and the frame of its exercise, in six languages."""

from datetime import UTC, date, datetime
from typing import Any

from nadwa.web.languages import multilingual

SLUG = "beijing-2016"
SERIES = multilingual(
    "en",
    en="China–United Nations symposia on Internet issues",
    fr="Colloques Chine-Nations Unies sur les questions relatives à Internet",
    es="Simposios de China y las Naciones Unidas sobre cuestiones de Internet",
    ru="Симпозиумы Китая и Организации Объединенных Наций по вопросам Интернета",
    ar="ندوات الصين والأمم المتحدة بشأن قضايا الإنترنت",
    zh="中国—联合国互联网问题研讨会",
)
TITLE = multilingual(
    "en",
    en="Symposium on Internet issues, Beijing 2016",
    fr="Colloque sur les questions relatives à Internet, Beijing 2016",
    es="Simposio sobre cuestiones de Internet, Beijing 2016",
    ru="Симпозиум по вопросам Интернета, Пекин, 2016 год",
    ar="ندوة قضايا الإنترنت، بيجين 2016",
    zh="互联网问题研讨会，2016年，北京",
)
CITY = multilingual("en", en="Beijing", fr="Beijing", es="Beijing", ru="Пекин", ar="بيجين", zh="北京")
EDITION: dict[str, Any] = {
    "title": TITLE,
    "city": CITY,
    "time_zone": "Asia/Shanghai",
    "starts_on": date(2016, 7, 11),
    "ends_on": date(2016, 7, 12),
    "exercise": True,
    "symbol": "EX/2016",
}
HOSTS = {
    "china": multilingual("zh", en="China", fr="Chine", es="China", ru="Китай", ar="الصين", zh="中国"),
    "united-nations": multilingual(
        "en",
        en="United Nations",
        fr="Nations Unies",
        es="Naciones Unidas",
        ru="Организация Объединенных Наций",
        ar="الأمم المتحدة",
        zh="联合国",
    ),
}
RULES = multilingual(
    "en",
    en="Cyberspace and the international rules for it",
    fr="Le cyberespace et les règles internationales qui s’y appliquent",
    es="El ciberespacio y las normas internacionales que lo rigen",
    ru="Киберпространство и международные правила поведения в нем",
    ar="الفضاء الإلكتروني والقواعد الدولية المنظمة له",
    zh="网络空间及其国际规则",
)
ECONOMY = multilingual(
    "en",
    en="Practical cooperation in the digital economy",
    fr="Coopération concrète dans l’économie numérique",
    es="Cooperación práctica en la economía digital",
    ru="Практическое сотрудничество в области цифровой экономики",
    ar="التعاون العملي في مجال الاقتصاد الرقمي",
    zh="数字经济务实合作",
)
GOVERNANCE = multilingual(
    "en",
    en="Internet governance",
    fr="Gouvernance d’Internet",
    es="Gobernanza de Internet",
    ru="Управление Интернетом",
    ar="حوكمة الإنترنت",
    zh="互联网治理",
)
OPENING = multilingual(
    "en",
    en="Opening of the symposium",
    fr="Ouverture du colloque",
    es="Apertura del simposio",
    ru="Открытие симпозиума",
    ar="افتتاح الندوة",
    zh="研讨会开幕",
)
HIGH_LEVEL = multilingual(
    "en",
    en="High-level segment",
    fr="Débat de haut niveau",
    es="Serie de sesiones de alto nivel",
    ru="Этап заседаний высокого уровня",
    ar="الجزء الرفيع المستوى",
    zh="高级别会议",
)
CLOSING = multilingual(
    "en",
    en="Closing of the symposium",
    fr="Clôture du colloque",
    es="Clausura del simposio",
    ru="Закрытие симпозиума",
    ar="اختتام الندوة",
    zh="研讨会闭幕",
)
HEADS = multilingual(
    "en",
    en="Consultations of heads of delegation",
    fr="Consultations des chefs de délégation",
    es="Consultas de los jefes de delegación",
    ru="Консультации глав делегаций",
    ar="مشاورات رؤساء الوفود",
    zh="代表团团长磋商",
)
TOPICS = [RULES, ECONOMY, GOVERNANCE]
AGENDA = [OPENING, HIGH_LEVEL, RULES, ECONOMY, GOVERNANCE, CLOSING]
HIGH_LEVEL_ITEM = 2
TEXT_ITEM = 3
ROOM = multilingual(
    "en",
    en="Plenary hall",
    fr="Salle plénière",
    es="Sala de plenos",
    ru="Зал пленарных заседаний",
    ar="قاعة الجلسات العامة",
    zh="全体会议厅",
)
OPENING_SESSION = multilingual(
    "en",
    en="Opening session and high-level segment",
    fr="Séance d’ouverture et débat de haut niveau",
    es="Sesión de apertura y serie de sesiones de alto nivel",
    ru="Церемония открытия и этап заседаний высокого уровня",
    ar="الجلسة الافتتاحية والجزء الرفيع المستوى",
    zh="开幕式和高级别会议",
)


def _utc(day: int, hour: int) -> datetime:
    return datetime(2016, 7, day, hour, tzinfo=UTC)


MEETINGS: list[dict[str, Any]] = [
    {"title": OPENING_SESSION, "starts_at": _utc(11, 2), "ends_at": _utc(11, 5), "items": [2, 1]},
    {"title": RULES, "starts_at": _utc(11, 7), "ends_at": _utc(11, 10), "items": [3], "topic": 1},
    {"title": HEADS, "starts_at": _utc(12, 0), "ends_at": _utc(12, 1), "items": [3], "public": False},
    {"title": ECONOMY, "starts_at": _utc(12, 2), "ends_at": _utc(12, 5), "items": [4], "topic": 2},
    {"title": GOVERNANCE, "starts_at": _utc(12, 7), "ends_at": _utc(12, 10), "items": [5, 6], "topic": 3},
]
ANNOUNCED = date(2016, 7, 6)
ANNOUNCEMENT_TITLE = multilingual(
    "zh",
    en="China and the United Nations to hold a symposium on Internet issues",
    fr="La Chine et l’Organisation des Nations Unies tiendront un colloque sur les questions relatives à Internet",
    es="China y las Naciones Unidas celebrarán un simposio sobre cuestiones de Internet",
    ru="Китай и Организация Объединенных Наций проведут симпозиум по вопросам Интернета",
    ar="الصين والأمم المتحدة تعقدان ندوة بشأن قضايا الإنترنت",
    zh="中国与联合国将举办互联网问题研讨会",
)
ANNOUNCEMENT = multilingual(
    "zh",
    en=(
        "China and the United Nations will hold a symposium on Internet issues in Beijing on Monday 11 and Tuesday "
        "12 July 2016. It will discuss cyberspace and the international rules for it, practical cooperation in the "
        "digital economy, and Internet governance. Government delegations of about 30 countries, United Nations "
        "institutions, research centres and business will take part."
    ),
    fr=(
        "La Chine et l’Organisation des Nations Unies tiendront à Beijing, le lundi 11 et le mardi 12 juillet 2016, "
        "un colloque sur les questions relatives à Internet. Il portera sur le cyberespace et les règles "
        "internationales qui s’y appliquent, la coopération concrète dans l’économie numérique et la gouvernance "
        "d’Internet. Y participeront des délégations gouvernementales d’une trentaine de pays, des institutions des "
        "Nations Unies, des centres de recherche et des entreprises."
    ),
    es=(
        "China y las Naciones Unidas celebrarán en Beijing, el lunes 11 y el martes 12 de julio de 2016, un simposio "
        "sobre cuestiones de Internet, en el que se examinarán el ciberespacio y las normas internacionales que lo "
        "rigen, la cooperación práctica en la economía digital y la gobernanza de Internet. Participarán "
        "delegaciones gubernamentales de unos 30 países, instituciones de las Naciones Unidas, centros de "
        "investigación y empresas."
    ),
    ru=(
        "Китай и Организация Объединенных Наций проведут в Пекине в понедельник, 11 июля, и вторник, 12 июля 2016 "
        "года, симпозиум по вопросам Интернета. На нем будут обсуждаться киберпространство и международные правила "
        "поведения в нем, практическое сотрудничество в области цифровой экономики и управление Интернетом. В "
        "симпозиуме примут участие правительственные делегации около 30 стран, учреждения Организации Объединенных "
        "Наций, исследовательские центры и представители деловых кругов."
    ),
    ar=(
        "تعقد الصين والأمم المتحدة في بيجين، يومي الاثنين 11 والثلاثاء 12 تموز/يوليه 2016، ندوة بشأن قضايا الإنترنت. "
        "وتتناول الندوة الفضاء الإلكتروني والقواعد الدولية المنظمة له، والتعاون العملي في مجال الاقتصاد الرقمي، "
        "وحوكمة الإنترنت. وتشارك فيها وفود حكومية من نحو 30 بلدا ومؤسسات تابعة للأمم المتحدة ومراكز بحوث وشركات."
    ),
    zh=(
        "中国与联合国将于2016年7月11日（星期一）至12日（星期二）在北京共同举办互联网问题研讨会，讨论网络空间及其国际规则、"
        "数字经济务实合作和互联网治理。约30个国家的政府代表团以及联合国机构、研究机构和企业代表将出席会议。"
    ),
)
VTAIWAN = multilingual(
    "zh",
    en="vTaiwan 2015: private cars carrying passengers (UberX)",
    fr="vTaiwan 2015 : transport de personnes en voiture particulière (UberX)",
    es="vTaiwan 2015: transporte de pasajeros en automóviles particulares (UberX)",
    ru="vTaiwan, 2015 год: перевозка пассажиров на личных автомобилях (UberX)",
    ar="vTaiwan 2015: نقل الركاب بالسيارات الخاصة (UberX)",
    zh="vTaiwan 2015：UberX 自用车载客",
)
VTAIWAN_ABOUT = multilingual(
    "en",
    en="A real public consultation that led to rules for a digital service. The statements stand as they were written.",
    fr="Une véritable consultation publique qui a abouti à des règles pour un service numérique. Les énoncés sont "
    "reproduits tels qu’ils ont été rédigés.",
    es="Una consulta pública real que dio lugar a normas para un servicio digital. Los enunciados se reproducen tal "
    "como se redactaron.",
    ru="Реальная общественная консультация, по итогам которой были выработаны правила для цифровой услуги. Тезисы "
    "приводятся в том виде, в каком они были написаны.",
    ar="مشاورة عامة حقيقية أفضت إلى وضع قواعد لخدمة رقمية. وترد المقولات بالصيغة التي كتبت بها.",
    zh="一次真实的公众咨询，促成了一项数字服务的规则。意见陈述保持原文。",
)
ROLL_CALL_NUMBERS = ("4618", "4700", "4770", "4864", "5500", "6073", "6156", "9076", "9087", "9093")
ROLL_CALLS = multilingual(
    "en",
    en="General Assembly: roll calls on information security, 2005–2019",
    fr="Assemblée générale : votes par appel nominal sur la sécurité de l’information, 2005-2019",
    es="Asamblea General: votaciones nominales sobre la seguridad de la información, 2005-2019",
    ru="Генеральная Ассамблея: поименные голосования по информационной безопасности, 2005–2019 годы",
    ar="الجمعية العامة: التصويت بنداء الأسماء بشأن أمن المعلومات، 2005-2019",
    zh="联合国大会：关于信息安全的唱名表决，2005—2019年",
)
ROLL_CALLS_ABOUT = multilingual(
    "en",
    en="Real votes of real States on ten resolutions. Yes counts as agree, no as disagree, abstention as pass.",
    fr="Votes réels d’États réels sur dix résolutions. Un vote pour compte comme accord, un vote contre comme "
    "désaccord, une abstention comme « sans avis ».",
    es="Votos reales de Estados reales sobre diez resoluciones. El voto a favor cuenta como acuerdo, el voto en "
    "contra como desacuerdo y la abstención como «paso».",
    ru="Реальные голоса реальных государств по десяти резолюциям. «За» считается согласием, «против» — несогласием, "
    "воздержание — пропуском.",
    ar="أصوات حقيقية أدلت بها دول حقيقية بشأن عشرة قرارات. ويحتسب التأييد موافقة والمعارضة عدم موافقة والامتناع تخطيا.",
    zh="真实国家对十项决议的真实投票。赞成计为同意，反对计为不同意，弃权计为略过。",
)
