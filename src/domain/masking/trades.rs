//! Chinese, Japanese and Korean words that companies have written onto their names: places, trades, and what is left of
//! some that anybody says. Must not know names.

use std::sync::LazyLock;

use super::folding::{attaches, fold};

/// Places at the front of a name, and what a place is called.
const PLACES: &str = "中国 中國 北京 上海 天津 重庆 重慶 深圳 广州 廣州 杭州 苏州 南京 成都 武汉 西安 厦门 青岛 宁波 无锡 \
    长沙 郑州 合肥 济南 福州 东莞 佛山 大连 沈阳 昆明 珠海 温州 江苏 浙江 广东 山东 四川 湖北 湖南 福建 河北 河南 安徽 \
    江西 陕西 云南 海南 香港 台湾 臺灣 台北 臺北 台中 高雄 新竹 澳门 市 省 日本 東京 大阪 京都 名古屋 横浜 神戸 福岡 札幌 \
    北海道 関西 関東 九州 都 府 県 \
    한국 대한 서울 부산 대구 인천 광주 대전 울산 세종 경기 강원 제주";

/// What it deals in, at the end of one.
const TRADES: &str = "科技 技术 技術 网络 網路 信息 資訊 软件 軟體 数据 數據 数码 數位 电子 電子 智能 通信 通讯 传媒 文化 教育 咨询 \
    顧問 管理 服务 服務 商贸 贸易 貿易 实业 實業 工业 工業 投资 投資 金融 控股 集团 集團 国际 國際 发展 發展 医药 \
    医疗 生物 能源 物流 供应链 电气 机械 制造 食品 餐饮 酒店 旅游 汽车 地产 建设 設計 设计 广告 互联网 電機 電気 \
    製作所 商事 商店 商会 物産 産業 工務店 建設 不動産 銀行 証券 保険 運輸 薬品 製薬 化学 電器 印刷 印刷所 出版 \
    研究所 システム ソリューションズ テクノロジー サービス ホールディングス グループ ジャパン コーポレーション 股份 \
    娱乐 游戏 百货 超市 药业 制药 化工 钢铁 矿业 石油 电力 银行 证券 保险 基金 资本 置业 房地产 建筑 工程 装饰 家居 \
    服饰 纺织 环保 农业 水务 航空 海运 快递 出行 半导体 微电子 光电 自动化 机器人 仪器 设备 材料 新材料 新能源 \
    云计算 人工智能 大数据 研究院 实验室 工作室 学院 娛樂 遊戲 藥業 製造 證券 保險 環保 半導體 光電 醫療 生技 電工 \
    精機 精密 重工 化成 製鉄 鉄道 自動車 運送 製菓 酒造 興業 開発 企画 情報 技研 薬局 病院 学園 新聞 放送 水産 農園 \
    工房 本舗 書店 旅館 ホテル デザイン スタジオ ラボ ソフト ソフトウェア テック テクノロジーズ エンジニアリング \
    コンサルティング メディア エナジー トラベル フーズ ファーム ネット ネットワーク ネットワークス デジタル \
    パートナーズ インターナショナル インダストリーズ ソリューション システムズ センター 솔루션 솔루션즈 테크 \
    테크놀로지 전자 그룹 시스템 시스템즈 소프트 소프트웨어 네트웍스 네트워크 정보 정보통신 통신 텔레콤 건설 산업 \
    물산 상사 무역 식품 푸드 화학 제약 은행 증권 보험 카드 캐피탈 금융 투자 홀딩스 코리아 글로벌 인터내셔널 \
    엔터테인먼트 미디어 커뮤니케이션 커뮤니케이션즈 서비스 기술 기계 금속 에너지 바이오 메디칼 의료 병원 디자인 교육 \
    연구소 컨설팅 물류 유통 개발 공업 중공업 자동차 모터스 디지털 데이터 랩 랩스 스튜디오 게임즈 항공 해운 제철 전기 \
    전력 반도체 로지스틱스 엔지니어링 파트너스 컴퍼니 리테일 커머스 광고 출판 인쇄 여행 호텔 농산 수산 제과 화장품 \
    코스메틱 패션";

/// What anybody says that is left of names without them.
const COMMON: &str = "우리 하나 국민 모두 나라 세계 미래 오늘 내일 사람 사랑 행복 좋은 새로운 현대 고객 회사 업체 기업 제품 사용 이용 문제 가격 \
    我们 你们 他们 大家 今天 明天 世界 未来 中央 人民 大众 私たち 皆様 世界 未来 今日 明日";

/// All three, folded as names are.
static LISTED: LazyLock<[Vec<String>; 3]> = LazyLock::new(|| {
    [PLACES, TRADES, COMMON].map(|list| {
        let words = list.split_whitespace();
        words.map(|word| fold(word).text().to_owned()).collect()
    })
});

/// Where a company is, as it stands at the front of names.
pub(super) fn places() -> &'static [String] {
    &LISTED[0]
}

/// What it deals in, as it stands at the end of names.
pub(super) fn trades() -> &'static [String] {
    &LISTED[1]
}

/// Whether anybody may say a folded word who means no customer.
pub(super) fn said_by_all(word: &str) -> bool {
    LISTED[2].iter().any(|common| common == word)
}

/// Whether a folded word is a place or a trade, or anybody says it.
pub(super) fn is_trade(word: &str) -> bool {
    let all = || LISTED.iter().flatten();
    word.contains(attaches) && all().any(|listed| listed == word)
}
