import Basics

/// Prints a list page by page and forgets its rows. A table waits for its last row, since that decides how wide its columns
/// are, and keeps only what its cells show.
struct ListPrinter {
  private enum Mode {
    /// Rows that are printed as they arrive.
    case rows(RowWriter)
    /// The cells of a table.
    case cells([Column], CellRows)
    /// The rows of a view that arranges them itself.
    case kept([JSONValue])
  }

  private let renderer: Renderer
  private let view: ListView
  private let write: (String) -> Bool
  private var mode: Mode
  private var isEmpty = true

  /// - Parameter write: prints a text; returns false on failure.
  init(_ renderer: Renderer, _ view: ListView, write: @escaping (String) -> Bool) throws(TTError) {
    self.renderer = renderer
    self.view = view
    self.write = write
    switch renderer.format {
    case .table where renderer.isTerminal && renderer.fields == nil && view.terminal != nil: mode = .kept([])
    case .table:
      let columns = try FieldSelection.columns(
        renderer.fields, rows: [], view: view, declared: renderer.declared)
      mode = .cells(columns, CellRows(columns: columns.count))
    case .json, .jsonl, .csv, .tsv, .ids:
      mode = .rows(
        RowWriter(
          format: renderer.format, view: view, fields: renderer.fields, isSafe: renderer.isSafe,
          declared: renderer.declared))
    }
  }

  /// Takes a page of rows. Returns false if they cannot be printed.
  mutating func add(_ rows: [JSONValue]) throws(TTError) -> Bool {
    isEmpty = isEmpty && rows.isEmpty
    switch mode {
    case .kept(let known): mode = .kept(known + rows)
    case .cells(let columns, var cells):
      mode = .kept([])
      for row in rows { cells.append(renderer.cells(row, columns)) }
      mode = .cells(columns, cells)
    case .rows(var writer):
      let text = try writer.text(of: rows)
      mode = .rows(writer)
      return text.isEmpty || write(text)
    }
    return true
  }

  /// Prints what remains once the list is complete. Returns false if that fails.
  func finish() throws(TTError) -> Bool {
    switch mode {
    case .kept(let rows): return rows.isEmpty || write(view.terminal?(rows, renderer.style, renderer.width) ?? "")
    case .cells(let columns, let cells):
      if isEmpty { return true }
      return TextTable(columns: columns, rows: cells, style: renderer.style, width: renderer.width).write(write)
    case .rows(let writer): return write(try writer.end())
    }
  }

  /// The note that replaces an empty table.
  var note: String? { isEmpty && renderer.format == .table ? view.empty : nil }
}
