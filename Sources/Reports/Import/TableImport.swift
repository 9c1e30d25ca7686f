import Basics

/// CSV and its kin: tt's own columns, Toggl's, or others that are mapped.
extension EntryImporter {
  mutating func readTable(_ text: String) {
    let header = text.unicodeScalars.prefix { $0 != "\n" && $0 != "\r" }
    let used = DelimitedText.separators.filter { header.contains($0) }
    let usable = used.filter { missingColumns(in: columns(String(header), $0)) == nil }
    guard let separator = usable.first ?? used.first, usable.count <= 1 else {
      return fail(1, used.isEmpty ? "no header with columns" : "the separator could be any of several")
    }
    let names = columns(String(header), separator)
    if let problem = missingColumns(in: names) { return fail(1, problem) }
    var problems: [LineRemark] = []
    let records = DelimitedText.records(of: text, separator: separator) { line, text in
      problems.append(LineRemark(line: line, text: text))
    }
    file.problems = problems
    for record in records.dropFirst() where !problems.contains(where: { $0.line == record.line }) {
      read(record, names)
    }
  }

  private func columns(_ header: String, _ separator: Unicode.Scalar) -> [String] {
    DelimitedText.records(of: header, separator: separator).first?.fields.map(\.trimmed) ?? []
  }

  /// What is wrong with the header; nil if all columns are there.
  private func missingColumns(in names: [String]) -> String? {
    let known = names.map { $0.lowercased() }
    func has(_ field: ImportField) -> Bool {
      sources(of: field).contains { $0.split(separator: "+").allSatisfy { known.contains($0.lowercased()) } }
    }
    let columns = "; columns: " + names.map(\.quoted).joined(separator: ", ")
    if let (field, name) = map.first(where: { !has($0.key) }) {
      return "no column \(name.quoted) for \(field.rawValue)" + columns
    }
    if let twice = known.indices.first(where: { known[..<$0].contains(known[$0]) && !known[$0].isEmpty }) {
      return "the column \(names[twice].quoted) is there twice"
    }
    let needs: [[ImportField]] = [[.start, .startRFC3339], [.end, .endRFC3339], [.task, .taskID]]
    for fields in needs where !fields.contains(where: has) {
      return "no column for the \(fields[0].rawValue)" + columns
    }
    return nil
  }

  private mutating func read(_ record: DelimitedText.Record, _ names: [String]) {
    guard record.fields.count == names.count else {
      return fail(record.line, "\(record.fields.count) fields where the header has \(names.count)")
    }
    var values = ImportValues()
    for (name, field) in zip(names, record.fields) { values[name] = field }
    do throws(TimeProblem) {
      let start = try time(.start, exact: .startRFC3339, in: values, after: nil)
      add(record.line, from: start, to: try time(.end, exact: .endRFC3339, in: values, after: start), values)
    } catch {
      fail(record.line, error.text)
    }
  }

  private func time(
    _ field: ImportField, exact: ImportField, in values: ImportValues, after start: Instant?
  ) throws(TimeProblem) -> Instant {
    if let text = value(exact, in: values)?.text {
      guard case .exact(let instant, _)? = TimeExpression(text) else {
        throw TimeProblem(
          text: "invalid \(exact.rawValue) \(text.quoted): expected for example 2026-11-25T09:00:00+01:00")
      }
      return instant
    }
    guard let text = value(field, in: values)?.text else { throw TimeProblem(text: "no \(field.rawValue)") }
    return try WrittenTime.read(text, in: zone, after: start)
  }
}
