/* editor-tool.h: plain input events, and what tools show while they work
 *
 * Tools are state machines without any toolkit: the canvas widget translates its gestures to
 * EditorEvents, hands them to the EditorController and draws the overlays it answers with.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "editor/editor-session.h"

G_BEGIN_DECLS

typedef enum
{
  EDITOR_TOOL_SELECT,  /* click, drag, rubber band on empty ground, handles */
  EDITOR_TOOL_LASSO,   /* rubber band also over elements */
  EDITOR_TOOL_HAND,    /* drags the view */
  EDITOR_TOOL_SPACE,   /* makes or takes away room */
  EDITOR_TOOL_CONNECT, /* press on the source, release on the target; or click both */
  EDITOR_TOOL_CREATE,  /* places a palette entry; begun by editor_controller_create() */
} EditorToolKind;

typedef enum
{
  EDITOR_EVENT_PRESS,
  EDITOR_EVENT_MOTION,
  EDITOR_EVENT_RELEASE,
  EDITOR_EVENT_KEY,
  EDITOR_EVENT_LEAVE,  /* the pointer left the canvas */
  EDITOR_EVENT_CANCEL, /* the gesture was taken away (grab broken, focus lost) */
  EDITOR_EVENT_TIMEOUT /* the time asked for by editor_controller_get_deadline() has come */
} EditorEventType;

typedef enum
{
  EDITOR_MODIFIER_NONE = 0,
  EDITOR_MODIFIER_SHIFT = 1 << 0,
  EDITOR_MODIFIER_CONTROL = 1 << 1,
  EDITOR_MODIFIER_ALT = 1 << 2,
} EditorModifiers;

typedef enum
{
  EDITOR_KEY_NONE, /* a letter or digit: see @character */
  EDITOR_KEY_LEFT,
  EDITOR_KEY_RIGHT,
  EDITOR_KEY_UP,
  EDITOR_KEY_DOWN,
  EDITOR_KEY_HOME,
  EDITOR_KEY_END,
  EDITOR_KEY_RETURN,
  EDITOR_KEY_ESCAPE,
  EDITOR_KEY_DELETE, /* also Backspace */
  EDITOR_KEY_F2,
  EDITOR_KEY_SPACE,
} EditorKey;

/**
 * EditorEvent:
 * @type: what happened
 * @x: where, in DI units; of keys the last place of the pointer, or 0
 * @y: where
 * @scale: device-independent pixels on the screen per DI unit (the zoom); thresholds are pixels.
 *   0 counts as 1
 * @button: 1 primary, 2 middle, 3 secondary
 * @modifiers: keys held
 * @time: when, in microseconds of a monotonic clock
 * @n_press: 2 for the second press of a double click
 * @key: the key
 * @character: the letter or digit of a key, upper-case letters folded to lower case; 0 for others
 */
typedef struct
{
  EditorEventType type;
  double x, y;
  double scale;
  guint button;
  EditorModifiers modifiers;
  gint64 time;
  guint n_press;
  EditorKey key;
  gunichar character;
} EditorEvent;

typedef enum
{
  EDITOR_CURSOR_DEFAULT,
  EDITOR_CURSOR_MOVE,
  EDITOR_CURSOR_GRAB,
  EDITOR_CURSOR_GRABBING,
  EDITOR_CURSOR_CROSSHAIR,
  EDITOR_CURSOR_POINTER,
  EDITOR_CURSOR_NOT_ALLOWED,
  EDITOR_CURSOR_COL_RESIZE,
  EDITOR_CURSOR_ROW_RESIZE,
  EDITOR_CURSOR_NWSE_RESIZE,
  EDITOR_CURSOR_TEXT,
} EditorCursor;

/* What moves is shown by the scene itself (editor_scene_override_bounds()); overlays are the rest. */
typedef enum
{
  EDITOR_OVERLAY_RUBBER_BAND, /* @rect */
  EDITOR_OVERLAY_GUIDE,       /* @points: the two ends of an alignment line */
  EDITOR_OVERLAY_GHOST,       /* @rect: where a new @entry would stand; @verdict */
  EDITOR_OVERLAY_PATH,        /* @points: how a connection would run; @verdict */
  EDITOR_OVERLAY_TARGET,      /* @element is what a drop or connection goes to; @verdict */
  EDITOR_OVERLAY_HOVER,       /* @element is under the pointer */
  EDITOR_OVERLAY_BEND,        /* @points[0]: a bend point that can be dragged */
  EDITOR_OVERLAY_SEGMENT,     /* @points[0]: the middle of a segment that can be dragged */
  EDITOR_OVERLAY_END,         /* @points[0]: an end of a connection that can be put elsewhere */
  EDITOR_OVERLAY_CORNER,      /* @points[0]: a corner that resizes @element */
  EDITOR_OVERLAY_SPACE,       /* @points: the line of the space tool and how far it was pulled */
} EditorOverlayKind;

typedef enum
{
  EDITOR_VERDICT_NEUTRAL,
  EDITOR_VERDICT_ALLOW,
  EDITOR_VERDICT_DENY,
} EditorVerdict;

/**
 * EditorOverlay:
 *
 * One thing to draw over the diagram. Which members count is said at EditorOverlayKind.
 */
typedef struct
{
  EditorOverlayKind kind;
  EditorVerdict verdict;
  BpmnElement *element;
  const char *entry; /* interned */
  BpmnRect rect;
  BpmnPoint *points;
  guint n_points;
} EditorOverlay;

G_END_DECLS
