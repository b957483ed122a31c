#!/bin/sh
# Includes go down only: ui -> editor -> engine; no GTK below ui/, no cairo below editor/, and a
# room of the engine includes only rooms that may stand below it.
set -u
cd "$1" || exit 1
status=0

refuse() { # FOLDER, PATTERN, why
  found=$(grep -rnE --include='*.[ch]' "$2" "$1") && {
    echo "$3:"
    echo "$found"
    status=1
  }
}
refuse engine '#include *[<"](gtk/|adwaita|cairo|pango|editor/|ui/)' 'engine/ includes what stands above it'
refuse editor '#include *[<"](gtk/|adwaita|gtksourceview|ui/)' 'editor/ includes what stands above it'
refuse engine/source '#include "engine/(bpmn|altinn|expression|run|rules|compare)/' 'engine/source knows BPMN'
refuse engine/bpmn '#include "engine/(altinn|expression|run|rules|compare)/' 'engine/bpmn knows Altinn'
refuse engine/expression '#include "engine/(bpmn|altinn|run|rules|compare)/' 'engine/expression knows where it is used'
refuse engine/altinn '#include "engine/(run|rules|compare)/' 'engine/altinn runs a process'
refuse engine/run '#include "engine/(rules|compare)/' 'engine/run judges'
exit $status
