//! Tests of the whole core: messages in, model and effects out.
