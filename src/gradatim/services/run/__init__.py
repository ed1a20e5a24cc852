"""The main job: collect, judge, rate and put it all into one result."""
