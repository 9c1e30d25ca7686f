# fish completion for tt. Made by: tt completion fish
# Names come from the cache of earlier answers; nothing here uses the network.

# Names of one kind, one a line; fish quotes them.
function __tt_names
    set -l cache "$XDG_CACHE_HOME"
    string match -q '/*' -- "$cache"; or set cache "$HOME/.cache"
    test -r "$cache/tt/names/$argv[1]"; and cat "$cache/tt/names/$argv[1]"
end

# True when the words of the command before the cursor are exactly those.
function __tt_at
    set -l value_flags --output -o --fields --account-id --grant --policy --timeout --task-id --task-name --project-id --project-name --service --service-task-id --service-project-id --date --timezone --notes --tags --max-age --format --duration --start --end --user-id --event-type --repeat --repeat-every --end-repeat --frequency --custom-fields --page --page-size --status --filter --project --customer --user --from --to --order --task --name --description --users --type --due-date --estimated-time --default-view --customer-id --customer-name --value-type --filter-object-class --color --cf-index --custom-field --index --list-id --list-position --hourly-rate --service-id --service-name --delivery-date --fixed-rate --retainer-closing-day --by --round --round-per --min --bars --arguments --since --until --tool --verdict --last -n --email
    set -l at
    set -l nouns
    set -l previous
    for word in (commandline -opc)[2..-1]
        test "$word" = --; and return 1
        if test -n "$previous"
            set previous
            continue
        end
        if string match -q -- '-*' $word
            contains -- $word $value_flags; and set previous $word
            continue
        end
        if test (count $at) -eq 0
            set at $word
            switch $word
            case list
                set nouns tasks projects customers events users workspaces trackables
            case show
                set nouns me task event user
            case create
                set nouns task project customer custom-field enum-option
            case update
                set nouns task project customer
            case policy
                set nouns check init show status test log approvals approve deny
            case auth
                set nouns login logout status
            case config
                set nouns list get set unset path
            end
        else if contains -- $word $nouns
            set -a at $word
            set nouns
        end
    end
    test "$at" = "$argv[1]"
end

complete -c tt -f
complete -c tt -n '__tt_at \'\'' -a track -d 'Start the timer on a task'
complete -c tt -n '__tt_at \'\'' -a stop -d 'Stop the timer'
complete -c tt -n '__tt_at \'\'' -a status -d 'Show the running timer'
complete -c tt -n '__tt_at \'\'' -a switch -d 'Stop what runs and start the timer on a task'
complete -c tt -n '__tt_at \'\'' -a continue -d 'Start the timer on the last stopped task again'
complete -c tt -n '__tt_at \'\'' -a add -d 'Add a time entry'
complete -c tt -n '__tt_at \'\'' -a edit -d 'Change a time entry'
complete -c tt -n '__tt_at \'\'' -a list -d 'tt list …'
complete -c tt -n '__tt_at \'\'' -a show -d 'tt show …'
complete -c tt -n '__tt_at \'\'' -a create -d 'tt create …'
complete -c tt -n '__tt_at \'\'' -a update -d 'tt update …'
complete -c tt -n '__tt_at \'\'' -a report -d 'Sum up hours'
complete -c tt -n '__tt_at \'\'' -a call -d 'Call any of the service\'s tools by name'
complete -c tt -n '__tt_at \'\'' -a policy -d 'tt policy …'
complete -c tt -n '__tt_at \'\'' -a auth -d 'tt auth …'
complete -c tt -n '__tt_at \'\'' -a config -d 'tt config …'
complete -c tt -n '__tt_at \'\'' -a mcp -d 'Serve the tools to an AI agent (Model Context Protocol)'
complete -c tt -n '__tt_at \'\'' -a doctor -d 'Check that everything tt needs is in place'
complete -c tt -n '__tt_at \'\'' -a completion -d 'Print the completion script of a shell'
complete -c tt -n '__tt_at \'\'' -a help -d 'Show help for a command or a topic'
complete -c tt -n '__tt_at \'list\'' -a tasks -d 'List tasks'
complete -c tt -n '__tt_at \'list\'' -a projects -d 'List projects'
complete -c tt -n '__tt_at \'list\'' -a customers -d 'List customers'
complete -c tt -n '__tt_at \'list\'' -a events -d 'List time entries'
complete -c tt -n '__tt_at \'list\'' -a users -d 'List the people of the workspace'
complete -c tt -n '__tt_at \'list\'' -a workspaces -d 'List the workspaces you are a member of'
complete -c tt -n '__tt_at \'list\'' -a trackables -d 'List everything time can be tracked on, by project'
complete -c tt -n '__tt_at \'show\'' -a me -d 'Show the user the credentials belong to'
complete -c tt -n '__tt_at \'show\'' -a task -d 'Show one task'
complete -c tt -n '__tt_at \'show\'' -a event -d 'Show one time entry'
complete -c tt -n '__tt_at \'show\'' -a user -d 'Show one user'
complete -c tt -n '__tt_at \'create\'' -a task -d 'Create a task'
complete -c tt -n '__tt_at \'create\'' -a project -d 'Create a project'
complete -c tt -n '__tt_at \'create\'' -a customer -d 'Create a customer'
complete -c tt -n '__tt_at \'create\'' -a custom-field -d 'Create a custom field'
complete -c tt -n '__tt_at \'create\'' -a enum-option -d 'Add an option to an enum custom field'
complete -c tt -n '__tt_at \'update\'' -a task -d 'Change a task'
complete -c tt -n '__tt_at \'update\'' -a project -d 'Change a project'
complete -c tt -n '__tt_at \'update\'' -a customer -d 'Change a customer'
complete -c tt -n '__tt_at \'policy\'' -a check -d 'Check a policy file, or ask for a verdict without calling'
complete -c tt -n '__tt_at \'policy\'' -a init -d 'Print a policy to begin with'
complete -c tt -n '__tt_at \'policy\'' -a show -d 'Show what the policy in force says of each tool'
complete -c tt -n '__tt_at \'policy\'' -a status -d 'Show the limits, what is left of them, and when they reset'
complete -c tt -n '__tt_at \'policy\'' -a test -d 'Run test cases for policies'
complete -c tt -n '__tt_at \'policy\'' -a log -d 'Show what was called and what the policy said, or verify the log'
complete -c tt -n '__tt_at \'policy\'' -a approvals -d 'List the calls that wait for a person\'s yes'
complete -c tt -n '__tt_at \'policy\'' -a approve -d 'Say yes to a call that waits, once'
complete -c tt -n '__tt_at \'policy\'' -a deny -d 'Say no to a call that waits'
complete -c tt -n '__tt_at \'auth\'' -a login -d 'Check an app password and keep it'
complete -c tt -n '__tt_at \'auth\'' -a logout -d 'Forget the password that tt auth login keeps'
complete -c tt -n '__tt_at \'auth\'' -a status -d 'Show which credentials are used, and whether they are accepted'
complete -c tt -n '__tt_at \'config\'' -a list -d 'Show all settings and what holds for them'
complete -c tt -n '__tt_at \'config\'' -a get -d 'Show what holds for one setting'
complete -c tt -n '__tt_at \'config\'' -a set -d 'Write one setting into config.json'
complete -c tt -n '__tt_at \'config\'' -a unset -d 'Take one setting out of config.json'
complete -c tt -n '__tt_at \'config\'' -a path -d 'Show where config.json is'
complete -c tt -l help -s h -d 'show help and exit'
complete -c tt -l version -d 'show the version and exit'
complete -c tt -l json -d 'print one JSON document (the same as --output json)'
complete -c tt -l output -s o -d 'how to print (default: table)' -x -a 'table json jsonl csv tsv ids'
complete -c tt -l quiet -s q -d 'print ids only (the same as --output ids)'
complete -c tt -l fields -d 'print only these members, in this order' -x
complete -c tt -l csv-safe -d 'in CSV and TSV, defuse values a spreadsheet would take for formulas'
complete -c tt -l no-color -d 'no colours (as NO_COLOR; CLICOLOR_FORCE wants them everywhere)'
complete -c tt -l show-secrets -d 'do not mask tokens, invite links and calendar feeds'
complete -c tt -l account-id -d 'workspace to act in (default: TT_ACCOUNT_ID, then your default workspace)' -x
complete -c tt -l grant -d 'the identity the call is made under (default: TT_GRANT, then default)' -x
complete -c tt -l policy -d 'judge by this policy file instead of the configured one' -r -F
complete -c tt -l timeout -d 'time limit of each request (default: 30)' -x
complete -c tt -l no-input -d 'never ask anything (as TT_NO_INPUT)'
complete -c tt -n '__tt_at \'track\'' -l task-id -d 'the task, by number' -x -a '(__tt_names task)'
complete -c tt -n '__tt_at \'track\'' -l task-name -d 'an active task of that name assigned to you; made when there is none' -x -a '(__tt_names task)'
complete -c tt -n '__tt_at \'track\'' -l project-id -d 'the project, by number, with a task name or alone' -x -a '(__tt_names project)'
complete -c tt -n '__tt_at \'track\'' -l project-name -d 'the project, by name, with a task name or alone; made when there is none' -x -a '(__tt_names project)'
complete -c tt -n '__tt_at \'track\'' -l service -d 'another application whose task to track, for example trello' -x
complete -c tt -n '__tt_at \'track\'' -l service-task-id -d 'the task\'s id in that application' -x
complete -c tt -n '__tt_at \'track\'' -l service-project-id -d 'the project\'s id in that application' -x
complete -c tt -n '__tt_at \'track\'' -l date -d 'when, in local time (default: now)' -x
complete -c tt -n '__tt_at \'track\'' -l timezone -d 'offset of date, for example GMT+05:30 (default: this machine\'s at that time)' -x
complete -c tt -n '__tt_at \'track\'' -l notes -d 'a note for the time entry' -x
complete -c tt -n '__tt_at \'track\'' -l tags -d 'tags, as a JSON list of {"n": name, …}; the service may ignore them' -x
complete -c tt -n '__tt_at \'track\'' -l stop-running-task -d 'stop another running timer first'
complete -c tt -n '__tt_at \'track\'' -l return-task -d 'answer with the task instead of the time entry'
complete -c tt -n '__tt_at \'track\'' -a '(__tt_names task)'
complete -c tt -n '__tt_at \'stop\'' -l task-id -d 'the task, by number' -x -a '(__tt_names task)'
complete -c tt -n '__tt_at \'stop\'' -l date -d 'when, in local time (default: now)' -x
complete -c tt -n '__tt_at \'stop\'' -l timezone -d 'offset of date, for example GMT+05:30 (default: this machine\'s at that time)' -x
complete -c tt -n '__tt_at \'stop\'' -l return-task -d 'answer with the task instead of the time entry'
complete -c tt -n '__tt_at \'stop\'' -a '(__tt_names task)'
complete -c tt -n '__tt_at \'status\'' -l max-age -d 'take a cached answer at most this old: 60s, 5m' -x
complete -c tt -n '__tt_at \'status\'' -l format -d 'print this instead, for example \'%t %e\'' -x
complete -c tt -n '__tt_at \'status\'' -l exit-code -d 'exit 1 when no timer runs'
complete -c tt -n '__tt_at \'switch\'' -l task-id -d 'the task, by number' -x -a '(__tt_names task)'
complete -c tt -n '__tt_at \'switch\'' -l task-name -d 'an active task of that name assigned to you; made when there is none' -x -a '(__tt_names task)'
complete -c tt -n '__tt_at \'switch\'' -l project-id -d 'the project, by number, with a task name or alone' -x -a '(__tt_names project)'
complete -c tt -n '__tt_at \'switch\'' -l project-name -d 'the project, by name, with a task name or alone; made when there is none' -x -a '(__tt_names project)'
complete -c tt -n '__tt_at \'switch\'' -l service -d 'another application whose task to track, for example trello' -x
complete -c tt -n '__tt_at \'switch\'' -l service-task-id -d 'the task\'s id in that application' -x
complete -c tt -n '__tt_at \'switch\'' -l service-project-id -d 'the project\'s id in that application' -x
complete -c tt -n '__tt_at \'switch\'' -l date -d 'when, in local time (default: now)' -x
complete -c tt -n '__tt_at \'switch\'' -l timezone -d 'offset of date, for example GMT+05:30 (default: this machine\'s at that time)' -x
complete -c tt -n '__tt_at \'switch\'' -l notes -d 'a note for the time entry' -x
complete -c tt -n '__tt_at \'switch\'' -l tags -d 'tags, as a JSON list of {"n": name, …}; the service may ignore them' -x
complete -c tt -n '__tt_at \'switch\'' -l return-task -d 'answer with the task instead of the time entry'
complete -c tt -n '__tt_at \'switch\'' -a '(__tt_names task)'
complete -c tt -n '__tt_at \'continue\'' -l date -d 'when, in local time (default: now)' -x
complete -c tt -n '__tt_at \'continue\'' -l timezone -d 'offset of date, for example GMT+05:30 (default: this machine\'s at that time)' -x
complete -c tt -n '__tt_at \'continue\'' -l notes -d 'a note for the time entry' -x
complete -c tt -n '__tt_at \'continue\'' -l stop-running-task -d 'stop another running timer first'
complete -c tt -n '__tt_at \'add\'' -l duration -d 'how long: 1h30m, 45m, 1:30' -x
complete -c tt -n '__tt_at \'add\'' -l start -d 'when it began' -x
complete -c tt -n '__tt_at \'add\'' -l end -d 'when it ended' -x
complete -c tt -n '__tt_at \'add\'' -l timezone -d 'offset of start and end, for example GMT+05:30 (default: this machine\'s)' -x
complete -c tt -n '__tt_at \'add\'' -l user-id -d 'whose entry (default: yours)' -x -a '(__tt_names user)'
complete -c tt -n '__tt_at \'add\'' -l notes -d 'a note' -x
complete -c tt -n '__tt_at \'add\'' -l event-type -d 'work done, or planned and not logged (default: WORK)' -x -a 'WORK NOT_LOGGED'
complete -c tt -n '__tt_at \'add\'' -l task-id -d 'the task, by number' -x -a '(__tt_names task)'
complete -c tt -n '__tt_at \'add\'' -l task-name -d 'the task, by name; made when there is none of that name' -x -a '(__tt_names task)'
complete -c tt -n '__tt_at \'add\'' -l project-id -d 'the project, by number' -x -a '(__tt_names project)'
complete -c tt -n '__tt_at \'add\'' -l project-name -d 'the project, by name; made when there is none of that name' -x -a '(__tt_names project)'
complete -c tt -n '__tt_at \'add\'' -l repeat -d 'make it a series' -x -a 'EVERY_DAY EVERY_WEEK EVERY_MONTH EVERY_YEAR CUSTOM'
complete -c tt -n '__tt_at \'add\'' -l repeat-every -d 'interval of a CUSTOM series' -x
complete -c tt -n '__tt_at \'add\'' -l end-repeat -d 'last day of the series' -x
complete -c tt -n '__tt_at \'add\'' -l frequency -d 'unit of a CUSTOM series' -x -a 'DAILY WEEKLY MONTHLY YEARLY'
complete -c tt -n '__tt_at \'add\'' -l custom-fields -d 'custom field values, as a JSON list of {"id": …, "value": …}' -x
complete -c tt -n '__tt_at \'add\'' -a '(__tt_names task)'
complete -c tt -n '__tt_at \'edit\'' -l duration -d 'how long: 1h30m, 45m, 1:30' -x
complete -c tt -n '__tt_at \'edit\'' -l task-id -d 'the task, by number' -x -a '(__tt_names task)'
complete -c tt -n '__tt_at \'edit\'' -l task-name -d 'the task, by name; made when there is none of that name' -x -a '(__tt_names task)'
complete -c tt -n '__tt_at \'edit\'' -l project-id -d 'the project, by number' -x -a '(__tt_names project)'
complete -c tt -n '__tt_at \'edit\'' -l project-name -d 'the project, by name; made when there is none of that name' -x -a '(__tt_names project)'
complete -c tt -n '__tt_at \'edit\'' -l start -d 'when it began' -x
complete -c tt -n '__tt_at \'edit\'' -l end -d 'when it ended' -x
complete -c tt -n '__tt_at \'edit\'' -l timezone -d 'offset of start and end, for example GMT+05:30 (default: this machine\'s)' -x
complete -c tt -n '__tt_at \'edit\'' -l notes -d 'a note' -x
complete -c tt -n '__tt_at \'edit\'' -l user-id -d 'whose entry' -x -a '(__tt_names user)'
complete -c tt -n '__tt_at \'edit\'' -l event-type -d 'work done, or planned and not logged (default: WORK)' -x -a 'WORK NOT_LOGGED'
complete -c tt -n '__tt_at \'edit\'' -l is-billed -d 'mark as billed or not'
complete -c tt -n '__tt_at \'edit\'' -l include-custom-fields -d 'include custom fields in the answer'
complete -c tt -n '__tt_at \'edit\'' -l custom-fields -d 'custom field values, as a JSON list of {"id": …, "value": …}' -x
complete -c tt -n '__tt_at \'list tasks\'' -l project-id -d 'only the tasks of this project' -x -a '(__tt_names project)'
complete -c tt -n '__tt_at \'list tasks\'' -l page -d 'one page only, counted from 0 (default: all pages)' -x
complete -c tt -n '__tt_at \'list tasks\'' -l page-size -d 'tasks on a page (default: 100)' -x
complete -c tt -n '__tt_at \'list tasks\'' -l status -d 'which ones: active, archived or all (default: active)' -x -a 'active archived all'
complete -c tt -n '__tt_at \'list tasks\'' -l filter -d 'which ones (default: ACTIVE)' -x
complete -c tt -n '__tt_at \'list tasks\'' -l project -d 'only tasks of this project' -x -a '(__tt_names project)'
complete -c tt -n '__tt_at \'list tasks\'' -l customer -d 'only tasks of this customer' -x -a '(__tt_names customer)'
complete -c tt -n '__tt_at \'list tasks\'' -l user -d 'only tasks assigned to this person' -x -a '(__tt_names user)'
complete -c tt -n '__tt_at \'list projects\'' -l include-custom-fields -d 'include custom fields in the answer'
complete -c tt -n '__tt_at \'list projects\'' -l status -d 'which ones: active, archived or all (default: active)' -x -a 'active archived all'
complete -c tt -n '__tt_at \'list projects\'' -l filter -d 'which ones (default: ACTIVE)' -x
complete -c tt -n '__tt_at \'list projects\'' -l customer -d 'only projects of this customer' -x -a '(__tt_names customer)'
complete -c tt -n '__tt_at \'list projects\'' -l user -d 'only projects of this person' -x -a '(__tt_names user)'
complete -c tt -n '__tt_at \'list customers\'' -l include-custom-fields -d 'include custom fields in the answer'
complete -c tt -n '__tt_at \'list customers\'' -l status -d 'which ones: active, archived or all (default: active)' -x -a 'active archived all'
complete -c tt -n '__tt_at \'list customers\'' -l filter -d 'which ones (default: ACTIVE)' -x -a 'ALL ACTIVE ARCHIVED'
complete -c tt -n '__tt_at \'list events\'' -l from -d 'first day, yyyy-MM-dd' -x
complete -c tt -n '__tt_at \'list events\'' -l to -d 'last day, yyyy-MM-dd, itself included (default: today)' -x
complete -c tt -n '__tt_at \'list events\'' -l today -d 'today only'
complete -c tt -n '__tt_at \'list events\'' -l yesterday -d 'yesterday only'
complete -c tt -n '__tt_at \'list events\'' -l week -d 'this week (the default); see the setting week_start'
complete -c tt -n '__tt_at \'list events\'' -l last-week -d 'the week before this one'
complete -c tt -n '__tt_at \'list events\'' -l month -d 'this month'
complete -c tt -n '__tt_at \'list events\'' -l last-month -d 'the month before this one'
complete -c tt -n '__tt_at \'list events\'' -l page -d 'one page only, counted from 0 (default: all pages)' -x
complete -c tt -n '__tt_at \'list events\'' -l page-size -d 'entries on a page, at most 20000 (default: 5000)' -x
complete -c tt -n '__tt_at \'list events\'' -l order -d 'by start (default: asc)' -x -a 'asc desc'
complete -c tt -n '__tt_at \'list events\'' -l include-custom-fields -d 'include custom fields in the answer'
complete -c tt -n '__tt_at \'list events\'' -l project -d 'only entries of this project' -x -a '(__tt_names project)'
complete -c tt -n '__tt_at \'list events\'' -l customer -d 'only entries of this customer' -x -a '(__tt_names customer)'
complete -c tt -n '__tt_at \'list events\'' -l task -d 'only entries of this task' -x -a '(__tt_names task)'
complete -c tt -n '__tt_at \'list events\'' -l user -d 'only entries of this person' -x -a '(__tt_names user)'
complete -c tt -n '__tt_at \'list events\'' -l company -d 'entries of the whole workspace'
complete -c tt -n '__tt_at \'list users\'' -l include-billing -d 'include hourly rates and costs'
complete -c tt -n '__tt_at \'list users\'' -l include-custom-fields -d 'include custom fields in the answer'
complete -c tt -n '__tt_at \'list users\'' -l status -d 'which ones: active, archived or all (default: active)' -x -a 'active archived all'
complete -c tt -n '__tt_at \'list users\'' -l filter -d 'which ones (default: ACTIVE)' -x -a 'ALL ACTIVE ARCHIVED'
complete -c tt -n '__tt_at \'list trackables\'' -l only-favorites -d 'only favourite projects'
complete -c tt -n '__tt_at \'list trackables\'' -l include-tasks -d 'include the tasks of each project (default: true)'
complete -c tt -n '__tt_at \'list trackables\'' -l project-id -d 'only this project; 0 means tasks without a project' -x
complete -c tt -n '__tt_at \'list trackables\'' -l user -d 'of this person (default: you)' -x -a '(__tt_names user)'
complete -c tt -n '__tt_at \'show task\'' -l include-custom-fields -d 'include custom fields in the answer (default: true)'
complete -c tt -n '__tt_at \'show task\'' -a '(__tt_names task)'
complete -c tt -n '__tt_at \'show event\'' -l include-custom-fields -d 'include custom fields in the answer'
complete -c tt -n '__tt_at \'show event\'' -a '(__tt_names event)'
complete -c tt -n '__tt_at \'show user\'' -l include-custom-fields -d 'include custom fields in the answer'
complete -c tt -n '__tt_at \'show user\'' -a '(__tt_names user)'
complete -c tt -n '__tt_at \'create task\'' -l name -d 'the task\'s name, at most 500 characters' -x
complete -c tt -n '__tt_at \'create task\'' -l description -d 'what is to be done' -x
complete -c tt -n '__tt_at \'create task\'' -l users -d 'who it is assigned to, as a JSON list of {"id": …}' -x
complete -c tt -n '__tt_at \'create task\'' -l type -d 'for those assigned, or for everyone' -x -a 'PERSONAL EVERYONE'
complete -c tt -n '__tt_at \'create task\'' -l due-date -d 'due day, yyyy-MM-dd' -x
complete -c tt -n '__tt_at \'create task\'' -l estimated-time -d 'estimate in hours' -x
complete -c tt -n '__tt_at \'create task\'' -l is-billable -d 'whether its time is billable'
complete -c tt -n '__tt_at \'create task\'' -l custom-fields -d 'custom field values, as a JSON list of {"id": …, "value": …}' -x
complete -c tt -n '__tt_at \'create task\'' -l project-id -d 'the project, by number' -x -a '(__tt_names project)'
complete -c tt -n '__tt_at \'create task\'' -l project-name -d 'the project, by name; made when there is none of that name' -x -a '(__tt_names project)'
complete -c tt -n '__tt_at \'create project\'' -l name -d 'the project\'s name' -x
complete -c tt -n '__tt_at \'create project\'' -l is-public -d 'everybody in the workspace sees it'
complete -c tt -n '__tt_at \'create project\'' -l default-view -d 'the view the web application opens' -x
complete -c tt -n '__tt_at \'create project\'' -l estimated-time -d 'estimate in hours' -x
complete -c tt -n '__tt_at \'create project\'' -l custom-fields -d 'custom field values, as a JSON list of {"id": …, "value": …}' -x
complete -c tt -n '__tt_at \'create project\'' -l customer-id -d 'the customer, by number' -x -a '(__tt_names customer)'
complete -c tt -n '__tt_at \'create project\'' -l customer-name -d 'the customer, by name; made when there is none of that name' -x -a '(__tt_names customer)'
complete -c tt -n '__tt_at \'create customer\'' -l name -d 'the customer\'s name; no other may have it' -x
complete -c tt -n '__tt_at \'create customer\'' -l notes -d 'a note' -x
complete -c tt -n '__tt_at \'create customer\'' -l custom-fields -d 'custom field values, as a JSON list of {"id": …, "value": …}' -x
complete -c tt -n '__tt_at \'create custom-field\'' -l name -d 'the field\'s name; unique for its class' -x
complete -c tt -n '__tt_at \'create custom-field\'' -l value-type -d 'what its values are' -x -a 'boolean currency date enum number text checkbox'
complete -c tt -n '__tt_at \'create custom-field\'' -l filter-object-class -d 'what it is a field of' -x -a 'event task project user customer'
complete -c tt -n '__tt_at \'create custom-field\'' -l color -d 'colour, a number as text' -x
complete -c tt -n '__tt_at \'create custom-field\'' -l notes -d 'a note' -x
complete -c tt -n '__tt_at \'create custom-field\'' -l cf-index -d 'its place among the fields, from 0' -x
complete -c tt -n '__tt_at \'create enum-option\'' -l name -d 'the option\'s name' -x
complete -c tt -n '__tt_at \'create enum-option\'' -l custom-field -d 'the enum field, by number' -x
complete -c tt -n '__tt_at \'create enum-option\'' -l index -d 'its place among the options, from 0' -x
complete -c tt -n '__tt_at \'create enum-option\'' -l color -d 'colour, a number as text' -x
complete -c tt -n '__tt_at \'create enum-option\'' -l enabled -d 'whether it can be chosen'
complete -c tt -n '__tt_at \'create enum-option\'' -l notes -d 'a note' -x
complete -c tt -n '__tt_at \'update task\'' -l name -d 'a new name, at most 500 characters' -x
complete -c tt -n '__tt_at \'update task\'' -l description -d 'what is to be done' -x
complete -c tt -n '__tt_at \'update task\'' -l due-date -d 'due day, yyyy-MM-dd' -x
complete -c tt -n '__tt_at \'update task\'' -l list-id -d 'the list it stands in, by number' -x
complete -c tt -n '__tt_at \'update task\'' -l list-position -d 'its place in the list, from 0' -x
complete -c tt -n '__tt_at \'update task\'' -l estimated-time -d 'estimate in hours' -x
complete -c tt -n '__tt_at \'update task\'' -l is-billable -d 'whether its time is billable'
complete -c tt -n '__tt_at \'update task\'' -l hourly-rate -d 'money for an hour' -x
complete -c tt -n '__tt_at \'update task\'' -l users -d 'who it is assigned to, as a JSON list of {"id": …}' -x
complete -c tt -n '__tt_at \'update task\'' -l type -d 'for those assigned, or for everyone' -x -a 'PERSONAL EVERYONE'
complete -c tt -n '__tt_at \'update task\'' -l custom-fields -d 'custom field values, as a JSON list of {"id": …, "value": …}' -x
complete -c tt -n '__tt_at \'update task\'' -l project-id -d 'the project, by number' -x -a '(__tt_names project)'
complete -c tt -n '__tt_at \'update task\'' -l project-name -d 'the project, by name; made when there is none of that name' -x -a '(__tt_names project)'
complete -c tt -n '__tt_at \'update task\'' -l service-id -d 'the service, by number' -x
complete -c tt -n '__tt_at \'update task\'' -l service-name -d 'the service, by name' -x
complete -c tt -n '__tt_at \'update task\'' -a '(__tt_names task)'
complete -c tt -n '__tt_at \'update project\'' -l name -d 'a new name' -x
complete -c tt -n '__tt_at \'update project\'' -l color -d 'colour, a number as text' -x
complete -c tt -n '__tt_at \'update project\'' -l delivery-date -d 'delivery day, yyyy-MM-dd' -x
complete -c tt -n '__tt_at \'update project\'' -l notes -d 'a note' -x
complete -c tt -n '__tt_at \'update project\'' -l estimated-time -d 'estimate in hours' -x
complete -c tt -n '__tt_at \'update project\'' -l hourly-rate -d 'money for an hour' -x
complete -c tt -n '__tt_at \'update project\'' -l is-billable -d 'whether its time is billable'
complete -c tt -n '__tt_at \'update project\'' -l fixed-rate -d 'money for the whole project' -x
complete -c tt -n '__tt_at \'update project\'' -l retainer-closing-day -d 'day of the month on which a retainer closes' -x
complete -c tt -n '__tt_at \'update project\'' -l default-view -d 'the view the web application opens' -x
complete -c tt -n '__tt_at \'update project\'' -l is-public -d 'everybody in the workspace sees it'
complete -c tt -n '__tt_at \'update project\'' -l custom-fields -d 'custom field values, as a JSON list of {"id": …, "value": …}' -x
complete -c tt -n '__tt_at \'update project\'' -l customer-id -d 'the customer, by number' -x -a '(__tt_names customer)'
complete -c tt -n '__tt_at \'update project\'' -l customer-name -d 'the customer, by name; made when there is none of that name' -x -a '(__tt_names customer)'
complete -c tt -n '__tt_at \'update project\'' -l service-id -d 'the service, by number' -x
complete -c tt -n '__tt_at \'update project\'' -l service-name -d 'the service, by name' -x
complete -c tt -n '__tt_at \'update project\'' -a '(__tt_names project)'
complete -c tt -n '__tt_at \'update customer\'' -l name -d 'a new name' -x
complete -c tt -n '__tt_at \'update customer\'' -l notes -d 'a note' -x
complete -c tt -n '__tt_at \'update customer\'' -l custom-fields -d 'custom field values, as a JSON list of {"id": …, "value": …}' -x
complete -c tt -n '__tt_at \'update customer\'' -a '(__tt_names customer)'
complete -c tt -n '__tt_at \'report\'' -l by -d 'one or two of project, task, customer, user, day, week, month (default: project)' -x -a 'project task customer user day week month'
complete -c tt -n '__tt_at \'report\'' -l round -d 'round to multiples of LENGTH; MODE is up, down or nearest (the default)' -x
complete -c tt -n '__tt_at \'report\'' -l round-per -d 'round each entry or each group\'s sum (default: entry)' -x -a 'entry group'
complete -c tt -n '__tt_at \'report\'' -l billable -d 'only billable entries'
complete -c tt -n '__tt_at \'report\'' -l not-billable -d 'only entries that are not billable'
complete -c tt -n '__tt_at \'report\'' -l running -d 'count your running timer up to now'
complete -c tt -n '__tt_at \'report\'' -l planned -d 'count planned entries (NOT_LOGGED) too'
complete -c tt -n '__tt_at \'report\'' -l gaps -d 'list gaps and overlaps'
complete -c tt -n '__tt_at \'report\'' -l min -d 'with --gaps: leave out shorter ones' -x
complete -c tt -n '__tt_at \'report\'' -l bars -d 'draw bars: auto, always or never (default: auto, on a terminal)' -x -a 'auto always never'
complete -c tt -n '__tt_at \'report\'' -l from -d 'first day, yyyy-MM-dd' -x
complete -c tt -n '__tt_at \'report\'' -l to -d 'last day, yyyy-MM-dd, itself included (default: today)' -x
complete -c tt -n '__tt_at \'report\'' -l today -d 'today only'
complete -c tt -n '__tt_at \'report\'' -l yesterday -d 'yesterday only'
complete -c tt -n '__tt_at \'report\'' -l week -d 'this week (the default); see the setting week_start'
complete -c tt -n '__tt_at \'report\'' -l last-week -d 'the week before this one'
complete -c tt -n '__tt_at \'report\'' -l month -d 'this month'
complete -c tt -n '__tt_at \'report\'' -l last-month -d 'the month before this one'
complete -c tt -n '__tt_at \'report\'' -l project -d 'only entries of this project' -x -a '(__tt_names project)'
complete -c tt -n '__tt_at \'report\'' -l customer -d 'only entries of this customer' -x -a '(__tt_names customer)'
complete -c tt -n '__tt_at \'report\'' -l task -d 'only entries of this task' -x -a '(__tt_names task)'
complete -c tt -n '__tt_at \'report\'' -l user -d 'only entries of this person' -x -a '(__tt_names user)'
complete -c tt -n '__tt_at \'report\'' -l company -d 'entries of the whole workspace'
complete -c tt -n '__tt_at \'call\'' -l arguments -d 'read the arguments as a JSON object; - is stdin' -r -F
complete -c tt -n '__tt_at \'call\'' -a 'get_me list_workspaces list_events list_company_events get_event create_event update_event list_users get_user list_user_tasks list_user_projects list_user_trackables list_projects create_project update_project list_tasks get_task create_task update_task track_task stop_task list_customers create_customer update_customer create_custom_field create_enum_option'
complete -c tt -n '__tt_at \'policy check\'' -l lint -d 'warn of rules that are valid but probably not meant'
complete -c tt -n '__tt_at \'policy check\'' -l strict -d 'with --lint: exit 1 when there are warnings'
complete -c tt -n '__tt_at \'policy check\'' -l explain -d 'show every rule that was looked at, and what its conditions saw'
complete -c tt -n '__tt_at \'policy init\'' -a 'read-only careful agent'
complete -c tt -n '__tt_at \'policy test\'' -F
complete -c tt -n '__tt_at \'policy log\'' -l since -d 'only records from then on: yyyy-MM-dd, yyyy-MM-dd HH:mm:ss, HH:MM, RFC 3339 or -1h30m' -x
complete -c tt -n '__tt_at \'policy log\'' -l until -d 'only records up to then; a day is meant to its end' -x
complete -c tt -n '__tt_at \'policy log\'' -l tool -d 'only records of this tool' -x -a 'get_me list_workspaces list_events list_company_events get_event create_event update_event list_users get_user list_user_tasks list_user_projects list_user_trackables list_projects create_project update_project list_tasks get_task create_task update_task track_task stop_task list_customers create_customer update_customer create_custom_field create_enum_option'
complete -c tt -n '__tt_at \'policy log\'' -l verdict -d 'only calls that met this verdict, or a person\'s yes or no' -x -a 'allow deny limit approval invalid yes no'
complete -c tt -n '__tt_at \'policy log\'' -l last -s n -d 'only the last N of them' -x
complete -c tt -n '__tt_at \'policy log\'' -l follow -s f -d 'go on with what is appended, until interrupted; begins with the last 10 unless --last or --since is given'
complete -c tt -n '__tt_at \'policy log\'' -l verify -d 'look whether the log is as it was written'
complete -c tt -n '__tt_at \'auth login\'' -l with-password -d 'read the password from the standard input, its first line'
complete -c tt -n '__tt_at \'auth login\'' -l email -d 'log in by e-mail address and password' -x
complete -c tt -n '__tt_at \'auth status\'' -l offline -d 'do not ask the service'
complete -c tt -n '__tt_at \'config list\'' -l show-origin -d 'say where each value is from: flag, environment, config file or default'
complete -c tt -n '__tt_at \'config get\'' -l show-origin -d 'say where each value is from: flag, environment, config file or default'
complete -c tt -n '__tt_at \'config get\'' -a 'account_id api_url password_command week_start grant_lock approval_timeout grants.NAME.policy grants.NAME.enforce'
complete -c tt -n '__tt_at \'config set\'' -a 'account_id api_url password_command week_start grant_lock approval_timeout grants.NAME.policy grants.NAME.enforce'
complete -c tt -n '__tt_at \'config unset\'' -a 'account_id api_url password_command week_start grant_lock approval_timeout grants.NAME.policy grants.NAME.enforce'
complete -c tt -n '__tt_at \'mcp\'' -l read-only -d 'offer only the tools that read, whatever the policy says'
complete -c tt -n '__tt_at \'doctor\'' -l offline -d 'do not ask the service'
complete -c tt -n '__tt_at \'completion\'' -a 'bash fish zsh'
complete -c tt -n '__tt_at \'help\'' -l man -d 'print the source of a man page, named as its file; without a name list them'
