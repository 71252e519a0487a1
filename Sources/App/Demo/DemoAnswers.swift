import Assessment
import Foundation
import Maturity
import Pages
import Store

/// Invented answers with a pattern that real rounds have: leaders see a better council than staff do.
struct DemoAnswers {
    let rounds: RoundStore
    let respondents: RespondentStore
    var random: SeededRandom

    static let full = ["senior-officers": 8, "managers": 13, "members": 9, "staff": 17, "partners": 6]
    static let begun = ["senior-officers": 3, "managers": 5, "members": 2, "staff": 7, "partners": 1]

    init(hub: Hub, seed: UInt64) {
        rounds = hub.assessment.rounds
        respondents = hub.assessment.respondents
        random = SeededRandom(seed: seed)
    }

    /// How much better or worse than the middle a voice sees the council.
    private static func tilt(_ voice: Voice) -> Double {
        switch voice {
        case .leaders: 0.7
        case .managers: 0.1
        case .members: 0.4
        case .staff: -0.7
        case .partners: -0.2
        }
    }

    mutating func fill(_ round: Round, counts: [String: Int], now: Date) async throws {
        for group in round.groups {
            guard let invitation = try await rounds.invitation(linkToken: rounds.linkToken(of: group)) else { continue }
            for number in 0..<(counts[group.slug] ?? 0) {
                let token = try await respondents.join(invitation, label: nil, now: now)
                guard let respondent = try await respondents.respondent(token: token) else { continue }
                var answers: [String: GivenAnswer] = [:]
                for it in respondent.themes.flatMap(\.characteristics) {
                    answers[it.id] = answer(it, voice: group.voice, isFirst: number == 0)
                }
                try await respondents.save(answers, of: respondent, now: now)
                try await respondents.submit(respondent, now: now)
            }
        }
    }

    private mutating func answer(_ it: Characteristic, voice: Voice, isFirst: Bool) -> GivenAnswer {
        let centre = DemoWords.centre[it.id] ?? 1.6
        let strength = DemoWords.divided.contains(it.id) ? 1.5 : 1
        let level = min(4, max(0, Int((centre + Self.tilt(voice) * strength + random.normal() * 0.75).rounded())))
        let target = min(4, max(level, Int((Double(level) + 1.1 + random.normal() * 0.6).rounded())))
        let chance = random.uniform()
        if chance < (voice == .staff || voice == .members ? 0.08 : 0.04) { return GivenAnswer(now: .dontKnow) }
        if it.id == "income-with-purpose" && voice == .partners { return GivenAnswer(now: .notApplicable, reason: "We do not see the council's trading") }
        let confidence: Confidence? = chance > 0.7 ? .medium : nil
        return GivenAnswer(now: .level(level), target: target, confidence: confidence, note: isFirst ? DemoWords.notes[it.id]?[voice] : nil)
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): small, seeded, the same on every machine.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// From 0 up to, but not including, 1.
    mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Near enough to a normal with mean 0 and deviation 1: twelve uniforms less six.
    mutating func normal() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + uniform() } }
}
