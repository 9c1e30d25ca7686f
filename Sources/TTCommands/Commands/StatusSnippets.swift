/// The section of `tt status`'s man page on prompts and status bars. A test takes every snippet from there and runs it.
enum StatusSnippets {
  static let sections: @Sendable () -> [Command.ManualSection] = {
    [
      Command.ManualSection(
        title: "Prompts and status bars",
        parts: [
          .text(
            "With --max-age these ask the service at most once in that time and never wait for it longer than a second; "
              + "with --cached in its place they never ask."),
          .text("tmux, in ~/.tmux.conf. There a percent sign would have to be doubled, as in %%t:"),
          .lines([
            "set -g status-interval 15",
            "set -g status-right \"#(tt status --max-age 60s --format '{task} {elapsed}')\"",
          ]),
          .text("Starship, in ~/.config/starship.toml:"),
          .lines([
            "[custom.tt]", "command = \"tt status --max-age 60s --format '{task} {elapsed}'\"", "when = true",
            "format = \"[$output]($style) \"",
          ]),
          .text(
            "Waybar, in ~/.config/waybar/config; the class is running or idle, and stale beside it where that applies:"),
          .lines([
            "\"custom/tt\": {", "  \"exec\": \"tt status --max-age 60s --format waybar\",",
            "  \"return-type\": \"json\",",
            "  \"interval\": 15", "}",
          ]),
          .text(
            "i3status, as a script for status_command in i3's configuration; i3status needs output_format = \"none\" in "
              + "its own:"),
          .lines([
            "#!/bin/sh", "i3status | while read -r line; do",
            "  echo \"$(tt status --max-age 60s --format '{task} {elapsed} | ')$line\"", "done",
          ]),
        ])
    ]
  }
}
