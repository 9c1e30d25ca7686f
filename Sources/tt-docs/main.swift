import Basics

// Writes the man pages of tt and of its commands, made from the command table, to a folder. For development only: the
// pages are checked in, and nothing of this is in `tt`.

func fail(_ message: String, exit code: Int32) -> Never {
  try? Files.writeAll(STDERR_FILENO, "", Array("\(message)\n".utf8))
  exit(code)
}

guard CommandLine.arguments.count == 2 else { fail("usage: tt-docs FOLDER", exit: 2) }
for page in Manual.pages {
  let path = CommandLine.arguments[1] + "/" + page.file
  guard let file = fopen(path, "w") else { fail("tt-docs: \(path): \(SystemError(path).reason)", exit: 1) }
  let isWritten = fputs(page.text, file) >= 0
  guard fclose(file) == 0, isWritten else { fail("tt-docs: \(path): \(SystemError(path).reason)", exit: 1) }
}
