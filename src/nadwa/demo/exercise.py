"""What is invented for the exercise: its tasks, releases and run of show, in six languages."""

from datetime import date
from typing import Any

from nadwa.web.languages import multilingual

OUTCOME = multilingual(
    "en",
    en="Draft outcome: conduct of States in cyberspace, the digital economy and Internet governance",
    fr="Projet de document final : comportement des États dans le cyberespace, économie numérique et gouvernance "
    "d’Internet",
    es="Proyecto de documento final: conducta de los Estados en el ciberespacio, economía digital y gobernanza de "
    "Internet",
    ru="Проект итогового документа: поведение государств в киберпространстве, цифровая экономика и управление "
    "Интернетом",
    ar="مشروع الوثيقة الختامية: سلوك الدول في الفضاء الإلكتروني والاقتصاد الرقمي وحوكمة الإنترنت",
    zh="成果文件草案：各国在网络空间的行为、数字经济和互联网治理",
)
RUN_OF_SHOW: list[tuple[str, int | None, int, dict[str, Any]]] = [
    (
        "open",
        None,
        5,
        multilingual(
            "en",
            en="Declare the meeting open",
            fr="Déclarer la séance ouverte",
            es="Declarar abierta la sesión",
            ru="Объявить заседание открытым",
            ar="إعلان افتتاح الجلسة",
            zh="宣布会议开始",
        ),
    ),
    (
        "",
        None,
        10,
        multilingual(
            "en",
            en="Welcome on behalf of both hosts",
            fr="Souhaiter la bienvenue au nom des deux hôtes",
            es="Dar la bienvenida en nombre de los dos anfitriones",
            ru="Приветствовать от имени обоих организаторов",
            ar="الترحيب باسم جهتي الاستضافة",
            zh="代表两个主办方致欢迎辞",
        ),
    ),
    (
        "open-list",
        None,
        150,
        multilingual(
            "en",
            en="Open the list of speakers of the high-level segment",
            fr="Ouvrir la liste des orateurs du débat de haut niveau",
            es="Abrir la lista de oradores de la serie de alto nivel",
            ru="Открыть список ораторов этапа высокого уровня",
            ar="فتح قائمة المتكلمين في الجزء الرفيع المستوى",
            zh="开放高级别会议发言名单",
        ),
    ),
    (
        "adjourn",
        None,
        5,
        multilingual(
            "en",
            en="Adjourn until the afternoon",
            fr="Lever la séance jusqu’à l’après-midi",
            es="Levantar la sesión hasta la tarde",
            ru="Закрыть заседание до второй половины дня",
            ar="رفع الجلسة إلى ما بعد الظهر",
            zh="休会至下午",
        ),
    ),
]
PROGRAMME_TITLE = multilingual(
    "en",
    en="Exercise: two days, five meetings, one outcome document",
    fr="Exercice : deux jours, cinq séances, un document final",
    es="Ejercicio: dos días, cinco sesiones, un documento final",
    ru="Учение: два дня, пять заседаний, один итоговый документ",
    ar="تمرين: يومان وخمس جلسات ووثيقة ختامية واحدة",
    zh="演练：两天、五场会议、一份成果文件",
)
PROGRAMME_RELEASE = multilingual(
    "en",
    en="The delegations of the exercise meet for two days. Public meetings can be followed on this site; the "
    "spokesperson answers questions after each of them.",
    fr="Les délégations de l’exercice se réunissent pendant deux jours. Les séances publiques peuvent être suivies sur "
    "ce site ; la personne porte-parole répond aux questions après chacune d’elles.",
    es="Las delegaciones del ejercicio se reúnen durante dos días. Las sesiones públicas pueden seguirse en este "
    "sitio; después de cada una, la portavocía responde a las preguntas.",
    ru="Делегации учения заседают два дня. За открытыми заседаниями можно следить на этом сайте; после каждого из них "
    "официальный представитель отвечает на вопросы.",
    ar="تجتمع وفود التمرين على مدى يومين. ويمكن متابعة الجلسات العلنية على هذا الموقع، ويرد المتحدث الرسمي على الأسئلة "
    "عقب كل جلسة منها.",
    zh="演练各代表团将举行为期两天的会议。公众可通过本网站关注公开会议；每场会议后由发言人答问。",
)
OUTCOME_TITLE = multilingual(
    "en",
    en="Exercise, under embargo: what the draft outcome provides for",
    fr="Exercice, sous embargo : ce que prévoit le projet de document final",
    es="Ejercicio, bajo embargo: qué prevé el proyecto de documento final",
    ru="Учение, под эмбарго: что предусматривает проект итогового документа",
    ar="تمرين، محظور النشر: ما ينص عليه مشروع الوثيقة الختامية",
    zh="演练，公布受限：成果文件草案的主要内容",
)
OUTCOME_RELEASE = multilingual(
    "en",
    en="The draft outcome of the exercise has forty paragraphs on the conduct of States in cyberspace, the digital "
    "economy and Internet governance. It becomes an outcome only if no delegation objects.",
    fr="Le projet de document final de l’exercice compte quarante paragraphes sur le comportement des États dans le "
    "cyberespace, l’économie numérique et la gouvernance d’Internet. Il ne devient document final que si aucune "
    "délégation ne s’y oppose.",
    es="El proyecto de documento final del ejercicio tiene cuarenta párrafos sobre la conducta de los Estados en el "
    "ciberespacio, la economía digital y la gobernanza de Internet. Solo pasará a ser documento final si ninguna "
    "delegación se opone.",
    ru="Проект итогового документа учения содержит сорок пунктов о поведении государств в киберпространстве, цифровой "
    "экономике и управлении Интернетом. Он станет итоговым документом, только если ни одна делегация не возразит.",
    ar="يتضمن مشروع الوثيقة الختامية للتمرين أربعين فقرة بشأن سلوك الدول في الفضاء الإلكتروني والاقتصاد الرقمي وحوكمة "
    "الإنترنت. ولا يصبح وثيقة ختامية إلا إذا لم يعترض عليه أي وفد.",
    zh="演练成果文件草案共四十段，涉及各国在网络空间的行为、数字经济和互联网治理。只有在没有代表团反对的情况下，草案才会成为成果文件。",
)
TASKS: list[tuple[str, str, date, int | None, dict[str, Any]]] = [
    (
        "concept",
        "united-nations",
        date(2016, 5, 16),
        None,
        multilingual(
            "en",
            en="Exercise: concept of the symposium",
            fr="Exercice : document de réflexion du colloque",
            es="Ejercicio: nota conceptual del simposio",
            ru="Учение: концепция симпозиума",
            ar="تمرين: الورقة المفاهيمية للندوة",
            zh="演练：研讨会概念文件",
        ),
    ),
    (
        "agreement",
        "china",
        date(2016, 6, 6),
        None,
        multilingual(
            "en",
            en="Exercise: host agreement on premises, visas and immunities",
            fr="Exercice : accord de siège (locaux, visas, immunités)",
            es="Ejercicio: acuerdo con el anfitrión sobre locales, visados e inmunidades",
            ru="Учение: соглашение о помещениях, визах и иммунитетах",
            ar="تمرين: اتفاق الاستضافة بشأن المباني والتأشيرات والحصانات",
            zh="演练：关于场所、签证和豁免的东道协定",
        ),
    ),
    (
        "budget",
        "china",
        date(2016, 6, 13),
        180_000,
        multilingual(
            "en",
            en="Exercise: halls and technical equipment",
            fr="Exercice : salles et équipement technique",
            es="Ejercicio: salas y equipo técnico",
            ru="Учение: залы и техническое оборудование",
            ar="تمرين: القاعات والمعدات التقنية",
            zh="演练：会议厅和技术设备",
        ),
    ),
    (
        "budget",
        "united-nations",
        date(2016, 6, 13),
        95_000,
        multilingual(
            "en",
            en="Exercise: interpreters and translators",
            fr="Exercice : interprètes et traducteurs",
            es="Ejercicio: intérpretes y traductores",
            ru="Учение: устные и письменные переводчики",
            ar="تمرين: المترجمون الشفويون والتحريريون",
            zh="演练：口译员和笔译员",
        ),
    ),
    (
        "rooms",
        "china",
        date(2016, 7, 4),
        None,
        multilingual(
            "en",
            en="Exercise: plenary hall, two rooms for consultations, press centre",
            fr="Exercice : salle plénière, deux salles de consultation, centre de presse",
            es="Ejercicio: sala de plenos, dos salas de consultas, centro de prensa",
            ru="Учение: зал пленарных заседаний, две комнаты для консультаций, пресс-центр",
            ar="تمرين: قاعة الجلسات العامة وقاعتان للمشاورات ومركز صحفي",
            zh="演练：全体会议厅、两间磋商室、新闻中心",
        ),
    ),
]
EXERCISE_CONSULTATION = multilingual(
    "en",
    en="Exercise: conduct of States in cyberspace",
    fr="Exercice : conduite des États dans le cyberespace",
    es="Ejercicio: conducta de los Estados en el ciberespacio",
    ru="Учение: поведение государств в киберпространстве",
    ar="تمرين: سلوك الدول في الفضاء الإلكتروني",
    zh="演练：各国在网络空间的行为",
)
EXERCISE_ABOUT = multilingual(
    "en",
    en="Ten statements, written for the exercise, on which every delegate votes.",
    fr="Dix énoncés, rédigés pour l’exercice, sur lesquels se prononce chaque délégué.",
    es="Diez enunciados, redactados para el ejercicio, sobre los que vota cada delegado.",
    ru="Десять тезисов, составленных для учения; по ним голосует каждый делегат.",
    ar="عشرة بيانات رأي أعدت للتمرين ويصوت عليها كل مندوب.",
    zh="为演练撰写的十条意见陈述，每位代表均可表决。",
)
COMMITMENT: dict[str, Any] = {
    "title": multilingual(
        "fr",
        en="Exercise: three response teams trained",
        fr="Exercice : trois équipes d’intervention formées",
        es="Ejercicio: tres equipos de respuesta formados",
        ru="Учение: подготовлены три группы реагирования",
        ar="تمرين: تدريب ثلاثة أفرقة للاستجابة",
        zh="演练：培训三支应急小组",
    ),
    "text": multilingual(
        "fr",
        en="Three courses of six weeks each for national computer emergency response teams, with a joint exercise at "
        "the end.",
        fr="Trois stages de six semaines pour des équipes nationales d’intervention en cas d’incident informatique, "
        "avec un exercice commun à la fin.",
        es="Tres cursos de seis semanas para equipos nacionales de respuesta a incidentes informáticos, con un "
        "ejercicio conjunto al final.",
        ru="Три шестинедельных курса для национальных групп реагирования на компьютерные инциденты с совместной "
        "тренировкой в конце.",
        ar="ثلاث دورات مدة كل منها ستة أسابيع للأفرقة الوطنية للاستجابة للحوادث الحاسوبية، تختتم بتمرين مشترك.",
        zh="为国家计算机应急小组举办三期各六周的培训，最后进行联合演练。",
    ),
    "measure": multilingual(
        "fr",
        en="teams trained",
        fr="équipes formées",
        es="equipos formados",
        ru="подготовленные группы",
        ar="أفرقة مدربة",
        zh="受训小组",
    ),
}
REPORT = "Le premier stage a eu lieu ; l’équipe de Belmara l’a suivi en entier."
