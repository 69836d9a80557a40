package read

// Version is raised whenever the same file may give other documents or places: it is part of the
// name of every checkpoint and of a release's fingerprint.
const Version = 1
