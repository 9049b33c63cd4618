//! Names of scripts without spaces: where a customer is registered stands at the front of them and what it deals in at
//! the end, and people say what stands between. Must not know legal forms: they are gone by then.

use std::ops::Range;
use std::sync::LazyLock;

use super::super::folding::{fold, is_unspaced};

/// Places at the front of a name, and what a place is called.
const PLACES: &str = "中国 中國 北京 上海 天津 重庆 重慶 深圳 广州 廣州 杭州 苏州 南京 成都 武汉 西安 厦门 青岛 宁波 无锡 \
    长沙 郑州 合肥 济南 福州 东莞 佛山 大连 沈阳 昆明 珠海 温州 江苏 浙江 广东 山东 四川 湖北 湖南 福建 河北 河南 安徽 \
    江西 陕西 云南 海南 香港 台湾 臺灣 台北 臺北 台中 高雄 新竹 澳门 市 省 日本 東京 大阪 京都 名古屋 横浜 神戸 福岡 札幌 \
    北海道 関西 関東 九州 都 府 県";

/// What it deals in, at the end of one.
const TRADES: &str = "科技 技术 技術 网络 網路 信息 資訊 软件 軟體 数据 數據 数码 數位 电子 電子 智能 通信 通讯 传媒 文化 教育 \
    咨询 顧問 管理 服务 服務 商贸 贸易 貿易 实业 實業 工业 工業 投资 投資 金融 控股 集团 集團 国际 國際 发展 發展 医药 医疗 \
    生物 能源 物流 供应链 电气 机械 制造 食品 餐饮 酒店 旅游 汽车 地产 建设 設計 设计 广告 互联网 電機 電気 製作所 商事 商店 \
    商会 物産 産業 工務店 建設 不動産 銀行 証券 保険 運輸 薬品 製薬 化学 電器 印刷 印刷所 出版 研究所 システム ソリューションズ \
    テクノロジー サービス ホールディングス グループ ジャパン コーポレーション";

/// The fewest letters that stand for a name.
const FEW: usize = 2;

/// Both, folded as names are.
static LISTED: LazyLock<[Vec<String>; 2]> = LazyLock::new(|| {
    [PLACES, TRADES].map(|list| {
        let words = list.split_whitespace();
        words.map(|word| fold(word).text().to_owned()).collect()
    })
});

/// What is left of a word without the places at its front, without the trades at its end, and without both.
pub(super) fn cores(word: &str) -> Vec<Range<usize>> {
    if !word.contains(is_unspaced) {
        return Vec::new();
    }
    let [places, trades] = &*LISTED;
    let mut start = 0;
    while let Some(place) = longest(places, |place| word[start..].starts_with(place)) {
        start += place;
    }
    let mut end = word.len();
    while let Some(trade) = longest(trades, |trade| word[start..end].ends_with(trade)) {
        end -= trade;
    }
    let mut cores = vec![start..word.len(), 0..end, start..end];
    let tells = |at: &Range<usize>| word[at.clone()].chars().nth(FEW - 1).is_some();
    // Nothing but places and trades names nobody.
    cores.retain(|at| start < end && *at != (0..word.len()) && tells(at));
    cores.dedup();
    cores
}

/// The length of the longest of some words that stands where it should.
fn longest(words: &[String], stands: impl Fn(&str) -> bool) -> Option<usize> {
    let standing = words.iter().filter(|word| stands(word));
    standing.map(String::len).max()
}
