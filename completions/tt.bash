# bash completion for tt. Made by: tt completion bash
# Names come from the cache of earlier answers; nothing here uses the network or starts a program.

_tt_value_flags=' --output -o --fields --account-id --grant --policy --timeout --task-id --task-name --project-id --project-name --service --service-task-id --service-project-id --date --timezone --notes --tags --max-age --format --duration --start --end --user-id --event-type --repeat --repeat-every --end-repeat --frequency --custom-fields --page --page-size --status --filter --project --customer --user --from --to --order --task --name --description --users --type --due-date --estimated-time --default-view --customer-id --customer-name --value-type --filter-object-class --color --cf-index --custom-field --index --list-id --list-position --hourly-rate --service-id --service-name --delivery-date --fixed-rate --retainer-closing-day --by --round --round-per --min --bars --arguments --since --until --tool --verdict --last -n --email '

_tt_words() {
  case $1 in
    '') words='track stop status switch continue add edit list show create update report call policy auth config mcp doctor completion help' ;;
    'list') words='tasks projects customers events users workspaces trackables' ;;
    'show') words='me task event user' ;;
    'create') words='task project customer custom-field enum-option' ;;
    'update') words='task project customer' ;;
    'policy') words='check init show status test log approvals approve deny' ;;
    'auth') words='login logout status' ;;
    'config') words='list get set unset path' ;;
    *) words= ;;
  esac
}

_tt_flags() {
  case $1 in
    'track') flags='--task-id --task-name --project-id --project-name --service --service-task-id --service-project-id --date --timezone --notes --tags --stop-running-task --return-task --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'stop') flags='--task-id --date --timezone --return-task --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'status') flags='--max-age --format --exit-code --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'switch') flags='--task-id --task-name --project-id --project-name --service --service-task-id --service-project-id --date --timezone --notes --tags --return-task --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'continue') flags='--date --timezone --notes --stop-running-task --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'add') flags='--duration --start --end --timezone --user-id --notes --event-type --task-id --task-name --project-id --project-name --repeat --repeat-every --end-repeat --frequency --custom-fields --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'edit') flags='--duration --task-id --task-name --project-id --project-name --start --end --timezone --notes --user-id --event-type --is-billed --include-custom-fields --custom-fields --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'list tasks') flags='--project-id --page --page-size --status --filter --project --customer --user --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'list projects') flags='--include-custom-fields --status --filter --customer --user --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'list customers') flags='--include-custom-fields --status --filter --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'list events') flags='--from --to --today --yesterday --week --last-week --month --last-month --page --page-size --order --include-custom-fields --project --customer --task --user --company --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'list users') flags='--include-billing --include-custom-fields --status --filter --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'list workspaces') flags='--help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'list trackables') flags='--only-favorites --include-tasks --project-id --user --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'show me') flags='--help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'show task') flags='--include-custom-fields --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'show event') flags='--include-custom-fields --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'show user') flags='--include-custom-fields --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'create task') flags='--name --description --users --type --due-date --estimated-time --is-billable --custom-fields --project-id --project-name --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'create project') flags='--name --is-public --default-view --estimated-time --custom-fields --customer-id --customer-name --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'create customer') flags='--name --notes --custom-fields --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'create custom-field') flags='--name --value-type --filter-object-class --color --notes --cf-index --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'create enum-option') flags='--name --custom-field --index --color --enabled --notes --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'update task') flags='--name --description --due-date --list-id --list-position --estimated-time --is-billable --hourly-rate --users --type --custom-fields --project-id --project-name --service-id --service-name --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'update project') flags='--name --color --delivery-date --notes --estimated-time --hourly-rate --is-billable --fixed-rate --retainer-closing-day --default-view --is-public --custom-fields --customer-id --customer-name --service-id --service-name --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'update customer') flags='--name --notes --custom-fields --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'report') flags='--by --round --round-per --billable --not-billable --running --planned --gaps --min --bars --from --to --today --yesterday --week --last-week --month --last-month --project --customer --task --user --company --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'call') flags='--arguments --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'policy check') flags='--lint --strict --explain --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'policy init') flags='--help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'policy show') flags='--help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'policy status') flags='--help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'policy test') flags='--help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'policy log') flags='--since --until --tool --verdict --last -n --follow -f --verify --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'policy approvals') flags='--help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'policy approve') flags='--help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'policy deny') flags='--help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'auth login') flags='--with-password --email --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'auth logout') flags='--help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'auth status') flags='--offline --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'config list') flags='--show-origin --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'config get') flags='--show-origin --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'config set') flags='--help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'config unset') flags='--help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'config path') flags='--help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'mcp') flags='--read-only --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'doctor') flags='--offline --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'completion') flags='--help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    'help') flags='--man --help -h --version --json --output -o --quiet -q --fields --csv-safe --no-color --show-secrets --account-id --grant --policy --timeout --no-input' ;;
    *) flags='--help --version' ;;
  esac
}

# What the value of a flag can be; fails for a flag that takes none.
_tt_value() {
  case $1 in
    --output|-o) _tt_offer 'table' 'json' 'jsonl' 'csv' 'tsv' 'ids' ;;
    --fields) : ;;
    --account-id) : ;;
    --grant) : ;;
    --policy) _tt_files ;;
    --timeout) : ;;
    --task-id) _tt_names task ;;
    --task-name) _tt_names task ;;
    --project-id) _tt_names project ;;
    --project-name) _tt_names project ;;
    --service) : ;;
    --service-task-id) : ;;
    --service-project-id) : ;;
    --date) : ;;
    --timezone) : ;;
    --notes) : ;;
    --tags) : ;;
    --max-age) : ;;
    --format) : ;;
    --duration) : ;;
    --start) : ;;
    --end) : ;;
    --user-id) _tt_names user ;;
    --event-type) _tt_offer 'WORK' 'NOT_LOGGED' ;;
    --repeat) _tt_offer 'EVERY_DAY' 'EVERY_WEEK' 'EVERY_MONTH' 'EVERY_YEAR' 'CUSTOM' ;;
    --repeat-every) : ;;
    --end-repeat) : ;;
    --frequency) _tt_offer 'DAILY' 'WEEKLY' 'MONTHLY' 'YEARLY' ;;
    --custom-fields) : ;;
    --page) : ;;
    --page-size) : ;;
    --status) _tt_offer 'active' 'archived' 'all' ;;
    --filter) : ;;
    --project) _tt_names project ;;
    --customer) _tt_names customer ;;
    --user) _tt_names user ;;
    --from) : ;;
    --to) : ;;
    --order) _tt_offer 'asc' 'desc' ;;
    --task) _tt_names task ;;
    --name) : ;;
    --description) : ;;
    --users) : ;;
    --type) _tt_offer 'PERSONAL' 'EVERYONE' ;;
    --due-date) : ;;
    --estimated-time) : ;;
    --default-view) : ;;
    --customer-id) _tt_names customer ;;
    --customer-name) _tt_names customer ;;
    --value-type) _tt_offer 'boolean' 'currency' 'date' 'enum' 'number' 'text' 'checkbox' ;;
    --filter-object-class) _tt_offer 'event' 'task' 'project' 'user' 'customer' ;;
    --color) : ;;
    --cf-index) : ;;
    --custom-field) : ;;
    --index) : ;;
    --list-id) : ;;
    --list-position) : ;;
    --hourly-rate) : ;;
    --service-id) : ;;
    --service-name) : ;;
    --delivery-date) : ;;
    --fixed-rate) : ;;
    --retainer-closing-day) : ;;
    --by) _tt_offer 'project' 'task' 'customer' 'user' 'day' 'week' 'month' ;;
    --round) : ;;
    --round-per) _tt_offer 'entry' 'group' ;;
    --min) : ;;
    --bars) _tt_offer 'auto' 'always' 'never' ;;
    --arguments) _tt_files ;;
    --since) : ;;
    --until) : ;;
    --tool) _tt_offer 'get_me' 'list_workspaces' 'list_events' 'list_company_events' 'get_event' 'create_event' 'update_event' 'list_users' 'get_user' 'list_user_tasks' 'list_user_projects' 'list_user_trackables' 'list_projects' 'create_project' 'update_project' 'list_tasks' 'get_task' 'create_task' 'update_task' 'track_task' 'stop_task' 'list_customers' 'create_customer' 'update_customer' 'create_custom_field' 'create_enum_option' ;;
    --verdict) _tt_offer 'allow' 'deny' 'limit' 'approval' 'invalid' 'yes' 'no' ;;
    --last|-n) : ;;
    --email) : ;;
    *) return 1 ;;
  esac
}

_tt_operand() {
  case $1 in
    'track') _tt_names task ;;
    'stop') _tt_names task ;;
    'switch') _tt_names task ;;
    'add') _tt_names task ;;
    'show task') _tt_names task ;;
    'show event') _tt_names event ;;
    'show user') _tt_names user ;;
    'update task') _tt_names task ;;
    'update project') _tt_names project ;;
    'update customer') _tt_names customer ;;
    'call') _tt_offer 'get_me' 'list_workspaces' 'list_events' 'list_company_events' 'get_event' 'create_event' 'update_event' 'list_users' 'get_user' 'list_user_tasks' 'list_user_projects' 'list_user_trackables' 'list_projects' 'create_project' 'update_project' 'list_tasks' 'get_task' 'create_task' 'update_task' 'track_task' 'stop_task' 'list_customers' 'create_customer' 'update_customer' 'create_custom_field' 'create_enum_option' ;;
    'policy init') _tt_offer 'read-only' 'careful' 'agent' ;;
    'policy test') _tt_files ;;
    'config get') _tt_offer 'account_id' 'api_url' 'password_command' 'week_start' 'grant_lock' 'approval_timeout' 'grants.NAME.policy' 'grants.NAME.enforce' ;;
    'config set') _tt_offer 'account_id' 'api_url' 'password_command' 'week_start' 'grant_lock' 'approval_timeout' 'grants.NAME.policy' 'grants.NAME.enforce' ;;
    'config unset') _tt_offer 'account_id' 'api_url' 'password_command' 'week_start' 'grant_lock' 'approval_timeout' 'grants.NAME.policy' 'grants.NAME.enforce' ;;
    'completion') _tt_offer 'bash' 'fish' 'zsh' ;;
    *) return 1 ;;
  esac
}

# Offers the words that begin with what was typed, each quoted so that the shell reads it as it is.
_tt_offer() {
  local word text ahead escape='\'
  for word; do
    [[ $word == "$_tt_typed"* ]] || continue
    case $_tt_quote in
      "'") text=${word//\'/\'\\\'\'} ahead=${word:0:_tt_skip} ;;
      '"')
        text=${word//"$escape"/"$escape$escape"} text=${text//'"'/"$escape"'"'}
        text=${text//'$'/"$escape"'$'} text=${text//'`'/"$escape"'`'} ahead=${word:0:_tt_skip}
        ;;
      *) printf -v text %q "$word"; printf -v ahead %q "${word:0:_tt_skip}" ;;
    esac
    # Readline closes the quotes, but takes a quote at the end of the text for the closing one.
    [[ -n $_tt_quote && $word == *"$_tt_quote" ]] && text+=$_tt_quote
    ((_tt_skip)) && text=${text#"$ahead"}
    COMPREPLY+=("$text")
  done
}

_tt_names() {
  local cache=${XDG_CACHE_HOME:-} names=()
  [[ $cache == /* ]] || cache=$HOME/.cache
  [[ -r $cache/tt/names/$1 ]] || return 0
  mapfile -t names <"$cache/tt/names/$1"
  _tt_offer "${names[@]}"
}

_tt_files() {
  local file
  while IFS= read -r file; do COMPREPLY+=("${file:_tt_skip}"); done < <(compgen -f -- "$_tt_typed")
  # Readline knows how to quote file names, and puts a slash behind folders.
  compopt -o filenames 2>/dev/null
}

# The word at the cursor as the shell would read it, in _tt_typed; and how much of it stands before readline's own
# word, which begins anew at a colon or an equals sign, in _tt_skip.
_tt_read_word() {
  local line=${COMP_LINE:0:COMP_POINT} quote= word= character i
  for ((i = 0; i < ${#line}; i++)); do
    character=${line:i:1}
    if [[ $quote == "'" ]]; then
      [[ $character == "'" ]] && quote= || word+=$character
    elif [[ $character == "\\" ]]; then
      ((i += 1))
      word+=${line:i:1}
    elif [[ $quote == '"' ]]; then
      [[ $character == '"' ]] && quote= || word+=$character
    elif [[ $character == ["'\""] ]]; then
      quote=$character
    elif [[ $character == [[:space:]] ]]; then
      word=
    else
      word+=$character
    fi
  done
  _tt_typed=$word
  _tt_quote=$quote
  _tt_skip=0
  if [[ -z $quote && $word == *:* && $COMP_WORDBREAKS == *:* ]]; then
    word=${word%"${word##*:}"}
    _tt_skip=${#word}
  fi
}

_tt() {
  local words= flags= path= previous= word i _tt_typed _tt_quote _tt_skip
  COMPREPLY=()
  _tt_read_word
  # What stands before the cursor: the words of the command, and whether the last one wants a value.
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    [[ $word == -- ]] && return
    [[ $word == '=' ]] && continue
    if [[ -n $previous ]]; then
      previous=
    elif [[ $word == -* ]]; then
      [[ $_tt_value_flags == *" $word "* ]] && previous=$word
    else
      _tt_words "$path"
      [[ " $words " == *" $word "* ]] && path="${path:+$path }$word"
    fi
  done
  if [[ $_tt_typed == --*=* ]]; then
    word=${_tt_typed%%=*}
    _tt_typed=${_tt_typed#*=}
    _tt_skip=0
    _tt_value "$word"
    return
  fi
  if [[ -n $previous ]]; then
    _tt_value "$previous"
    return
  fi
  if [[ $_tt_typed == -* ]]; then
    _tt_flags "$path"
    mapfile -t COMPREPLY < <(compgen -W "$flags" -- "$_tt_typed")
    return
  fi
  _tt_words "$path"
  if [[ -n $words ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$_tt_typed")
  else
    _tt_operand "$path"
  fi
}

complete -F _tt tt
